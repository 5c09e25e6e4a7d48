import type { Hit, MatchLine } from '../../protocol/hit';
import type { Colours } from '../colours';
import { visible } from '../visible';
import type { Answered, Look } from './answered';
import { nameOf, pathFromHere } from './hitPath';

/** Lines of code shown of a hit of which none has words of the question. */
const FIRST_LINES = 2;
const LINE_CHARACTERS = 160;

/** For people: where, what, and the lines that say why. */
export function toText({ hits }: Answered, look: Look): string {
  return hits.map((hit) => paragraph(hit, look)).join('\n\n');
}

function paragraph(hit: Hit, { colours, root }: Look): string {
  const place = `${colours.path(pathFromHere(root, hit))}:${colours.aside(`${hit.startLine}-${hit.endLine}`)}`;
  const name = nameOf(hit);
  const heading = [
    place,
    ...(name === '' ? [] : [colours.name(name)]),
    colours.aside(`${hit.kind}, ${hit.score.toFixed(2)}`),
  ];
  const lines = linesOf(hit);
  const width = String(lines.at(-1)?.line ?? 0).length;
  return [
    heading.join('  '),
    ...lines.map((each) => `  ${colours.aside(String(each.line).padStart(width))}  ${marked(each, colours)}`),
  ].join('\n');
}

/** Where the hit begins, and what matches; without a match its first lines. */
function linesOf(hit: Hit): readonly MatchLine[] {
  const first: MatchLine[] = (hit.preview ?? '').split('\n').flatMap((text, index) => {
    const line = text.trim();
    const cut = line.length > LINE_CHARACTERS ? `${line.slice(0, LINE_CHARACTERS)} …` : line;
    return line === '' ? [] : [{ line: hit.startLine + index, text: cut, words: [] }];
  });
  const matching = hit.matchLines ?? [];
  if (matching.length === 0) return first.slice(0, FIRST_LINES);
  const before = first.slice(0, 1).filter(({ line }) => line < matching[0]!.line);
  return [...before, ...matching];
}

function marked({ text, words }: MatchLine, colours: Colours): string {
  let result = '';
  let end = 0;
  for (const [start, stop] of words) {
    result += visible(text.slice(end, start)) + colours.match(visible(text.slice(start, stop)));
    end = stop;
  }
  return result + visible(text.slice(end));
}
