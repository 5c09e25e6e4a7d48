import * as l10n from '@vscode/l10n';
import { amount } from '../../l10n/amounts';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PanelHit } from '../../protocol/webview';
import { piecesOf, type Piece } from '../highlighting/pieces';
import type { Token } from '../highlighting/tokens';
import { useTokens } from '../highlighting/useTokens';
import { previewOf, type PreviewLine } from '../preview';
import { Icon } from './Icon';
import { Visible } from './Name';

const TEXT = {
  unreadable: l10n.t('The file could not be read.'),
  more: (lines: number) => (lines === 1 ? l10n.t('1 more line') : l10n.t('{0} more lines', amount(lines))),
  fewer: l10n.t('Fewer lines'),
  missing: (lines: number) =>
    lines === 1 ? l10n.t('1 more line in the file') : l10n.t('{0} more lines in the file', amount(lines)),
};

const MEMBERS: ReadonlySet<string> = new Set(['method', 'constructor', 'accessor']);

/** The code of a hit: its first lines, or the whole preview. Rendered once, however often the list is. */
export function CodePreview(props: {
  readonly id: string;
  readonly hit: PanelHit;
  readonly expanded: boolean;
  readonly onToggle: () => void;
}): JSX.Element {
  const { hit, expanded, onToggle } = props;
  const preview = useMemo(() => previewOf(hit, expanded), [hit, expanded]);
  return (
    <div class={expanded ? 'preview expanded' : 'preview'}>
      <div id={props.id}>
        {preview.signature === '' ? null : <Signature hit={hit} text={preview.signature} />}
        {preview.lines.length === 0 ? (
          <p class="unreadable">{TEXT.unreadable}</p>
        ) : (
          <Lines code={preview.code} shown={preview.lines} hit={hit} />
        )}
      </div>
      {preview.more === 0 ? null : (
        // Not a button: a tree holds none beside its items. The arrow keys do the same, and the item says whether it is expanded.
        <div
          class="more-lines"
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        >
          <Icon name={expanded ? 'chevron-up' : 'chevron-down'} />
          {expanded ? TEXT.fewer : TEXT.more(preview.more)}
        </div>
      )}
      {expanded && preview.missing > 0 ? <p class="missing">{TEXT.missing(preview.missing)}</p> : null}
    </div>
  );
}

function Signature({ hit, text }: { readonly hit: PanelHit; readonly text: string }): JSX.Element {
  const code = useMemo(() => [text], [text]);
  const shown = useMemo(() => [{ text, index: 0, afterGap: false, matches: false, marks: [] }], [text]);
  return (
    <div class="signature">
      <Lines code={code} shown={shown} hit={hit} />
    </div>
  );
}

function Lines(props: {
  readonly code: readonly string[];
  readonly shown: readonly PreviewLine[];
  readonly hit: PanelHit;
}): JSX.Element {
  const { code, shown, hit } = props;
  const { language, kind } = hit;
  const tokens = useTokens(
    useMemo(() => ({ lines: code, language, isMember: MEMBERS.has(kind) }), [code, language, kind]),
  );
  return useMemo(
    () => (
      <pre class="code" dir="ltr">
        {shown.map((line, place) => (
          <Line key={place} line={line} tokens={line.index === undefined ? undefined : tokens?.[line.index]} />
        ))}
      </pre>
    ),
    [shown, tokens],
  );
}

function Line({
  line,
  tokens,
}: {
  readonly line: PreviewLine;
  readonly tokens: readonly Token[] | undefined;
}): JSX.Element {
  return (
    <code class={`line ${line.matches ? 'matches' : ''} ${line.afterGap ? 'after-gap' : ''}`}>
      {piecesOf(line.text, tokens, line.marks).map((piece, index) =>
        piece.marked ? (
          <mark key={index}>
            <Painted piece={piece} />
          </mark>
        ) : (
          <Painted key={index} piece={piece} />
        ),
      )}
    </code>
  );
}

function Painted({ piece }: { readonly piece: Piece }): JSX.Element {
  const { text, kind, color, italic, bold } = piece;
  const plain = kind === undefined && color === undefined && italic === undefined && bold === undefined;
  if (plain) return <Visible text={text} />;
  const style = {
    ...(color === undefined ? {} : { color }),
    ...(italic === true ? { fontStyle: 'italic' } : {}),
    ...(bold === true ? { fontWeight: 'bold' } : {}),
  };
  return (
    <span style={style} {...(kind === undefined ? {} : { class: `tok-${kind}` })}>
      <Visible text={text} />
    </span>
  );
}
