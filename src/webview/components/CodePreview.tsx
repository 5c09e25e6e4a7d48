import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PanelHit } from '../../protocol/webview';
import { highlightLines } from '../highlight';
import { previewOf } from '../preview';
import { Icon } from './Icon';
import { Visible } from './Name';

const TEXT = {
  unreadable: 'The file could not be read.',
  more: (lines: number) => (lines === 1 ? '1 more line' : `${lines} more lines`),
  fewer: 'Fewer lines',
  missing: (lines: number) => `${lines} more ${lines === 1 ? 'line' : 'lines'} in the file`,
};

/** The code of a hit: its first lines, or the whole preview. Rendered once, however often the list is. */
export function CodePreview(props: {
  readonly id: string;
  readonly hit: PanelHit;
  readonly expanded: boolean;
  readonly onToggle: () => void;
}): JSX.Element {
  const { hit, expanded, onToggle } = props;
  const preview = useMemo(() => previewOf(hit, expanded), [hit, expanded]);
  const code = useMemo(() => <Lines lines={preview.lines} language={hit.language} />, [preview, hit.language]);
  const signature = useMemo(
    () => (preview.signature === '' ? null : <Lines lines={[preview.signature]} language={hit.language} />),
    [preview, hit.language],
  );
  return (
    <div class={expanded ? 'preview expanded' : 'preview'}>
      <div id={props.id}>
        {signature === null ? null : <div class="signature">{signature}</div>}
        {preview.lines.length === 0 ? <p class="unreadable">{TEXT.unreadable}</p> : code}
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

function Lines({ lines, language }: { readonly lines: readonly string[]; readonly language: string }): JSX.Element {
  return (
    <pre class="code" dir="ltr">
      {highlightLines(lines, language).map((tokens, line) => (
        <code key={line} class="line">
          {tokens.map((token, index) =>
            token.kind === '' ? (
              <Visible key={index} text={token.text} />
            ) : (
              <span
                key={index}
                class={token.kind
                  .split('.')
                  .map((part) => `tok-${part}`)
                  .join(' ')}
              >
                <Visible text={token.text} />
              </span>
            ),
          )}
        </code>
      ))}
    </pre>
  );
}
