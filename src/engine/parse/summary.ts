/** A longer summary is cut: it has one line of a list. */
const MOST_CHARACTERS = 160;
/** A doc comment of many kB says in its beginning what it is about. */
const CHARACTERS_READ = 4000;

/** What ends the description of a doc comment: an empty line, a tag, a section, a list, an example. */
const END =
  /\n\s*(?:\n|@\w|:\w+[ :]|>>>|```|[-*+] |\d+\. |\.\. |#{1,6} |(?:args|arguments|parameters|params|returns?|raises|throws|yields|examples?|notes?|usage|safety|panics|errors):|={3,}|-{3,})/i;
/** Neither `e.g.` nor `v1.2` ends a sentence. */
const SENTENCE = /^.*?(?<!\b(?:[a-z]\.[a-z]|etc|vs|cf|approx|resp))[.!?。](?=\s|$)/i;

/**
 * The first sentence of a doc comment, on one line and without markup: what a symbol is for, in a list of symbols.
 *
 * @param doc text of the comment without its marks
 * @returns empty when it describes nothing
 */
export function summaryOf(doc: string): string {
  const text = descriptionOf(doc.slice(0, CHARACTERS_READ));
  const plain = text
    .replace(/\[([^[\]]+)\]\{@link[^{}]*\}/g, '$1')
    .replace(/\{@(?:link|linkcode|linkplain|code|literal)\s+([^{}|\s]+)(?:[|\s]+([^{}]*))?\}/g, (_, name, label) =>
      String(label ?? name),
    )
    .replace(/\[([^[\]]+)\]\([^()]*\)/g, '$1')
    .replace(/:[a-z]+:`~?([^`]+)`/g, '$1')
    .replace(/<\/?[a-z][a-z0-9]*(?:\s[^<>]{0,200})?>/gi, '')
    // Controls and what is not to be seen: a list shows one line.
    .replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  const sentence = SENTENCE.exec(plain)?.[0] ?? plain;
  return sentence.length <= MOST_CHARACTERS ? sentence : cut(sentence);
}

/** The text of the tag that describes, or else what comes before the first tag. */
function descriptionOf(doc: string): string {
  const text = doc.trim();
  const tagged = /(?:^|\n)\s*[@\\](?:summary|brief|description|desc)\s+(\S[^]*)/.exec(text)?.[1];
  if (tagged === undefined && /^[@:]\w+[ :]/.test(text)) return '';
  return `\n${tagged ?? text}`.slice(1).split(END)[0]!;
}

function cut(sentence: string): string {
  const whole = sentence.slice(0, MOST_CHARACTERS - 1);
  return `${whole.slice(0, Math.max(whole.lastIndexOf(' '), MOST_CHARACTERS / 2)).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
