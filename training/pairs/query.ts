/** At most so many words of a doc comment become the query. */
const MAX_WORDS = 40;
const MIN_WORDS = 3;

/** Says nothing about what the code does, or says it of another piece of code. */
const BOILERPLATE =
  /^(?:getter|setter|gets? or sets?|gets? the value of|sets? the value of|constructor\b|(?:creates?|constructs?|initiali[sz]es?)(?: and initiali[sz]es)? (?:an? )?(?:new )?instance\b|initiali[sz]e self|inherit|override|overrid|implements?\b.{0,30}$|todo\b|fixme\b|xxx\b|hack\b|deprecated|auto-?generated|generated|this (?:file|class|method|function) (?:is|was) (?:auto|generated|deprecated|internal|for internal)|copyright|licen[sc]e|see\b|see also|alias\b|same as\b|shortcut for|default\b.{0,20}$|internal\b|private\b|public\b.{0,20}$|for internal use|no-?op\b|not implemented|stub\b|placeholder|test\b|tests\b|returns? (?:true|false|none|null|self|this|undefined)\.?$|todo|https?:|import\b|export\b|const\b|var\b|let\b|function\b|if\b.*[{(]|return\b.*;$|#|-{3}|={3})/i;
/** Somewhere in it: no documentation but a notice, a directive or code that was put into a comment. */
const NOTICE =
  /copyright|all rights reserved|licensed under|auto-?generated|do not edit|@generated|eslint-|istanbul ignore|type: ignore|[;{}]\s*$|=>|\bfunction\s*\(|<\/?(?:div|span|script)\b/i;
/** Where the prose of a doc comment ends. */
const END_OF_PROSE =
  /\n\s*\n|(?:^|\n)\s*(?:@(?!link|code)\w+|:(?:param|type|return|rtype|raises|arg|keyword|meta)\w*\b|\\(?:param|return|brief|note)|(?:Args|Arguments|Parameters|Returns?|Raises|Yields|Examples?|Notes?|Usage|See Also|Attributes|Keyword Args|References|Warnings?|Inputs?|Outputs?|Params|Throws)\s*:?\s*(?:\n|$)|>>>|```|[-=~*]{3,}|[-*•]\s|\d+[.)]\s|#{1,6}\s)/i;

/**
 * The first sentences of a doc comment as somebody might ask for the code, or undefined where they do not say what it does.
 *
 * @param doc without comment marks
 * @param symbol its name, which Go's and some other comments begin with and a question would not
 */
export function queryOf(doc: string, symbol: string): string | undefined {
  const start = doc
    .replace(
      /^\s*(?:@(?:brief|summary|description|desc|classdesc|public|internal|private|protected|async|method|function|static)|\\brief)\b[ \t]*/gim,
      '',
    )
    .trim();
  if (BOILERPLATE.test(start)) return undefined;
  const end = start.search(END_OF_PROSE);
  let prose = plain(end < 0 ? start : start.slice(0, end));
  const named = /^([\w$.]+)(?:\(\))?\s*(?:[-–:]\s*)?/.exec(prose);
  if (
    named &&
    symbol !== '' &&
    named[1]!.split('.').at(-1) === symbol &&
    /[A-Z_]|^[a-z]+ (?:is|are|\w+s) /.test(prose.slice(0, 60))
  )
    prose = prose.slice(named[0].length);
  const query = firstSentences(prose);
  const words = query.match(/[A-Za-z]{2,}/g) ?? [];
  if (words.length < MIN_WORDS || BOILERPLATE.test(query) || NOTICE.test(query) || !isEnglish(query)) return undefined;
  return query;
}

/** Without mark-up, in one line. */
function plain(text: string): string {
  return text
    .replace(
      /\{@(?:link|linkcode|linkplain|code|literal)\s+([^}|]*?)(?:[|\s]([^}]*))?\}/g,
      (_, target: string, label?: string) => label?.trim() ?? target,
    )
    .replace(/:\w+:`~?([^`]*)`/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[`?([^\]`]*)`?\](?:\[[^\]]*\])?/g, '$1')
    .replace(/<\/?[a-zA-Z][^>]*>/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/[`*]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The first sentence, with the second where the first is short. */
function firstSentences(prose: string): string {
  const sentences = prose.split(/(?<=[.!?])\s+(?=[A-Z"'(])/);
  let text = '';
  for (const sentence of sentences) {
    const next = text === '' ? sentence : `${text} ${sentence}`;
    if (text !== '' && (text.split(' ').length >= 10 || next.split(' ').length > MAX_WORDS)) break;
    text = next;
  }
  return text.split(' ').slice(0, MAX_WORDS).join(' ');
}

/** ASCII letters, and at least some of the words that English prose is made of, or a verb in front. */
function isEnglish(text: string): boolean {
  const foreign = text.match(/[^\x00-\x7f]/g)?.length ?? 0;
  if (foreign > text.length * 0.02) return false;
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const common = words.filter((word) => ENGLISH.has(word)).length;
  return common >= 1 || (words.length <= 6 && /^[A-Z]?[a-z]+s?\b/.test(text));
}

const ENGLISH = new Set(
  'a an the of to in is are for and or if with by on from that this it its as be at when which given all not into whether has can will using used each one use'.split(
    ' ',
  ),
);
