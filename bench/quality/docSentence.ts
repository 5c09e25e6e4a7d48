/** Fewer words ask for nothing in particular. */
const LEAST_WORDS = 4;
const MOST_CHARACTERS = 300;

/**
 * The first sentence of a doc comment, as a question: what someone would say of the function who has not seen it. Tags and
 * marks of markup are taken off.
 *
 * @param doc text of the comment without its marks
 * @returns undefined when it says too little
 */
export function firstSentence(doc: string): string | undefined {
  const [paragraph = ''] = descriptionOf(doc).split(/\n\s*(?:\n|@|:param|>>>|[-*] |\.\. )/);
  const text = paragraph
    .replace(/\[([^\]]+)\]\{@link[^}]*\}/g, '$1')
    .replace(/\{@link(?:code|plain)?\s+([^}|]+)[^}]*\}/g, '$1')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/:[a-z]+:`~?([^`]+)`/g, '$1')
    .replace(/<\/?[a-z]+>|[`*]/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
  // Neither "e.g." nor "i.e." ends a sentence.
  const sentence = (/^.*?(?<!\b[a-z]\.[a-z])[.!?](?=\s|$)/i.exec(text)?.[0] ?? text).replace(/[.:]$/, '');
  if (sentence.length > MOST_CHARACTERS || sentence.split(' ').length < LEAST_WORDS) return undefined;
  return /^(?:todo|fixme|deprecated|see|copyright|licen[sc]e)\b/i.test(sentence) ? undefined : sentence;
}

/** The text of the tag which describes, or else what comes before the first tag. */
function descriptionOf(doc: string): string {
  const text = doc.trim();
  const tagged = /(?:^|\n)@(?:summary|description|desc)\s+([^@]*)/.exec(text)?.[1]?.trim();
  return tagged ?? (text.startsWith('@') ? '' : text);
}
