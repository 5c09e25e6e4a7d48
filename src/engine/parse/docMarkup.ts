/** How the text of documentation is marked up: C# has XML, Javadoc has HTML with tags of its own. */
export type DocMarkup = 'xml' | 'html';

const XML_TAG =
  /<\/?(?:summary|remarks|para|param|typeparam|returns|value|example|exception|permission|code|c|see|seealso|paramref|typeparamref|inheritdoc|include|list|listheader|item|term|description|br|b|i|u|em|strong|p|ul|ol|li|a)\b[^<>]{0,300}>/g;
const HTML_TAG =
  /<\/?(?:p|pre|code|tt|ul|ol|li|dl|dt|dd|b|i|u|em|strong|br|hr|a|h[1-6]|table|tbody|thead|tr|td|th|caption|blockquote|sup|sub|div|span|center|font|var|img)\b[^<>]{0,300}>/g;
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#64': '@',
};

/** Documentation without its markup, as prose. A line that held nothing else is left out. */
export function withoutMarkup(text: string, markup: DocMarkup): string {
  const plain = markup === 'xml' ? withoutXml : withoutHtml;
  // Lines are told apart afterwards by a mark that no text has.
  const marked = text.replace(/^(?=.*\S)/gm, '\0');
  return plain(marked)
    .split('\n')
    .filter((line) => line.replaceAll('\0', '').trim() !== '' || !line.includes('\0'))
    .join('\n')
    .replaceAll('\0', '')
    .replace(/&(\w{2,4}|#64);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

function withoutXml(text: string): string {
  return text
    .replace(/<(?:see|seealso)\s+(?:cref|langword|href)="([^"<>]*)"\s*\/>/g, (_, name: string) => crefName(name))
    .replace(/<(?:paramref|typeparamref)\s+name="([^"<>]*)"\s*\/>/g, '$1')
    .replace(/<(?:param|typeparam)\s+name="([^"<>]*)"\s*>/g, '$1: ')
    .replace(/<exception\s+cref="([^"<>]*)"\s*>/g, (_, name: string) => `${crefName(name)}: `)
    .replace(/<returns>/g, 'Returns: ')
    .replace(XML_TAG, '');
}

/** `T:Ledger.Store{System.String}` names `Ledger.Store`. */
function crefName(name: string): string {
  return name.replace(/^[A-Z]:/, '').replace(/\{[^{}]*\}|`+\d+/g, '');
}

function withoutHtml(text: string): string {
  return (
    text
      .replace(LINK, (_, name: string, label?: string) => (label?.trim() ?? '') || memberName(name))
      .replace(/\{@(?:code|literal|value|systemProperty)\s+((?:[^{}]|\{[^{}]*\})*)\}/g, '$1')
      // Around code with more brackets.
      .replace(/\{@(?:code|literal)\b ?/g, '')
      .replace(/\{@inheritDoc\}/gi, '')
      .replace(HTML_TAG, '')
  );
}

/** `{@link Store#put(Key, Value) label}`: the name and the label. */
const LINK = /\{@link(?:plain)?\s+([^{}\s()]+(?:\([^{}()]*\))?)([^{}]*)\}/g;

/** `Store#put(Key, Value)` is read as `Store.put(Key, Value)`. */
function memberName(name: string): string {
  return name.replace(/^#/, '').replace('#', '.');
}
