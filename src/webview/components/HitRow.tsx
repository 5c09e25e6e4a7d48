import type { JSX } from 'preact';
import type { PanelHit } from '../../protocol/webview';
import { KIND_ICON, hitName, hitPath, lineRange, percent, splitPath } from '../hitText';
import { FIRST_LINES } from '../preview';
import { plainText } from '../visibleText';
import { CodePreview } from './CodePreview';
import { Icon, ToolbarButton } from './Icon';
import { Name } from './Name';

const TEXT = {
  similar: 'Find Similar Code',
  toSide: 'Open to the Side',
  score: (score: number) => `Score ${score} %`,
  spoken: (hit: PanelHit) =>
    [
      `${hitName(hit)}, ${hit.kind}`,
      ...(hit.container === '' ? [] : [`in ${hit.container}`]),
      hitPath(hit),
      hit.startLine === hit.endLine ? `line ${hit.startLine}` : `lines ${hit.startLine} to ${hit.endLine}`,
      `score ${percent(hit)} percent`,
    ].join(', '),
};

export interface HitRowProps {
  readonly hit: PanelHit;
  readonly index: number;
  readonly count: number;
  /** The arrow keys are on it. */
  readonly active: boolean;
  /** The person went to it or opened it. */
  readonly selected: boolean;
  readonly expanded: boolean;
  readonly onOpen: (how: { readonly toSide: boolean; readonly preserveFocus: boolean }) => void;
  readonly onSimilar: () => void;
  readonly onToggle: () => void;
}

/** One hit: what it is called, where it is, its code, how well it fits. */
export function HitRow(props: HitRowProps): JSX.Element {
  const { hit, active, expanded, onOpen } = props;
  const expandable = (hit.preview ?? '').split('\n').length > FIRST_LINES;
  const click = (event: MouseEvent): void => {
    // Selecting a piece of the code to copy it is no wish to open the file.
    if (getSelection()?.isCollapsed === false) return;
    onOpen({ toSide: event.ctrlKey || event.metaKey || event.altKey, preserveFocus: true });
  };
  return (
    <div
      class={active ? 'hit active' : 'hit'}
      role="treeitem"
      tabIndex={active ? 0 : -1}
      data-index={props.index}
      aria-level={1}
      aria-setsize={props.count}
      aria-posinset={props.index + 1}
      aria-selected={props.selected}
      aria-label={plainText(TEXT.spoken(hit))}
      {...(expandable ? { 'aria-expanded': expanded } : {})}
      onClick={click}
      onDblClick={() => {
        onOpen({ toSide: false, preserveFocus: false });
      }}
    >
      <div class="head">
        <Icon name={KIND_ICON[hit.kind]} class={`kind kind-${hit.kind}`} />
        <span class="title" title={plainText(titleTooltip(hit))}>
          {hit.container === '' ? null : (
            <>
              <Name text={hit.container.replaceAll('.', ' › ')} class="container" />
              <span class="separator">›</span>
            </>
          )}
          <Name text={hitName(hit)} class="symbol" />
        </span>
        <span class="score" title={TEXT.score(percent(hit))}>
          <Meter percent={percent(hit)} />
          {percent(hit)}%
        </span>
        <span class="actions">
          <ToolbarButton icon="references" label={TEXT.similar} onClick={props.onSimilar} />
          <ToolbarButton
            icon="split-horizontal"
            label={TEXT.toSide}
            onClick={() => {
              onOpen({ toSide: true, preserveFocus: false });
            }}
          />
        </span>
        <Place hit={hit} />
      </div>
      <CodePreview hit={hit} expanded={expanded} onToggle={props.onToggle} />
    </div>
  );
}

function titleTooltip(hit: PanelHit): string {
  return hit.signature === '' ? `${hitName(hit)} (${hit.kind})` : `${hit.signature} (${hit.kind})`;
}

/** File and lines first: they stay readable where the folder no longer fits. */
function Place({ hit }: { readonly hit: PanelHit }): JSX.Element {
  const { folder, file } = splitPath(hitPath(hit));
  return (
    <div class="place" title={plainText(`${hitPath(hit)}:${lineRange(hit)}`)}>
      <span class="file">
        <Name text={file} class="file-name" />
        <span class="lines">:{lineRange(hit)}</span>
      </span>
      <Name text={folder} class="folder" />
    </div>
  );
}

function Meter({ percent }: { readonly percent: number }): JSX.Element {
  return (
    <span class="meter" aria-hidden="true">
      <span class="meter-fill" style={{ width: `${percent}%` }} />
    </span>
  );
}
