import javascript from 'highlight.js/lib/languages/javascript';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import { createLowlight } from 'lowlight';

/** Language ids as VS Code names them → grammar. A language without one is shown plain. */
const GRAMMARS: ReadonlyMap<string, string> = new Map([
  ['typescript', 'typescript'],
  ['typescriptreact', 'typescript'],
  ['javascript', 'javascript'],
  ['javascriptreact', 'javascript'],
  ['python', 'python'],
]);

/** Keywords that steer the flow; VS Code's themes set them apart from those that declare, the grammars do not. */
const CONTROL = new Set(
  'as assert async await break case catch continue default do elif else except export finally for from if import raise return switch throw try while with yield'.split(
    ' ',
  ),
);

/** `xml` is what the JavaScript grammars take for JSX. */
const lowlight = createLowlight({ typescript, javascript, python, xml });

/** A run of characters on one line; `kind` is a highlight.js scope such as `title.function`, empty for plain. */
export interface Token {
  readonly text: string;
  readonly kind: string;
}

/** The tokens of each line, in order. The texts of a line joined are the line. */
export function highlightLines(lines: readonly string[], language: string): readonly (readonly Token[])[] {
  const grammar = GRAMMARS.get(language);
  const result: Token[][] = [[]];
  const add = (text: string, kind: string): void => {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) result.push([]);
      if (part !== '') result.at(-1)?.push({ text: part, kind });
    }
  };
  const code = lines.join('\n');
  if (grammar === undefined) add(code, '');
  else walk(lowlight.highlight(grammar, code).children, '', add);
  return result;
}

type Nodes = ReturnType<typeof lowlight.highlight>['children'];

function walk(nodes: Nodes, kind: string, add: (text: string, kind: string) => void): void {
  for (const node of nodes) {
    if (node.type === 'text') add(node.value, kind === 'keyword' && CONTROL.has(node.value) ? 'keyword.control' : kind);
    else if (node.type === 'element') walk(node.children, scopeOf(node.properties.className) ?? kind, add);
  }
}

/** `['hljs-title', 'function_']` → `title.function`. */
function scopeOf(classes: unknown): string | undefined {
  if (!Array.isArray(classes)) return undefined;
  return classes
    .map((name) =>
      String(name)
        .replace(/^hljs-/, '')
        .replace(/_+$/, ''),
    )
    .join('.');
}
