import * as l10n from '@vscode/l10n';
import { amount, percentage } from '../../l10n/amounts';
import { kindName } from '../../l10n/kinds';
import type { JSX } from 'preact';
import type { AnswerId, PanelHit } from '../../protocol/webview';
import type { HitContext } from '../../protocol/webviewMessages';
import { KIND_ICON, hitName, hitPath, lineRange, percent, splitPath } from '../hitText';
import { isExpandable } from '../preview';
import type { HitRow as Row } from '../rows';
import type { Explanation } from '../state';
import { plainText } from '../visibleText';
import { CodePreview } from './CodePreview';
import { ToolbarButton } from './Icon';
import { Name } from './Name';
import { WhyThisHit } from './WhyThisHit';

const TEXT = {
  similar: l10n.t('Find Similar Code'),
  toSide: l10n.t('Open to the Side'),
  why: l10n.t('Why This Result?'),
  hideWhy: l10n.t('Hide Why'),
  score: (score: number) => l10n.t('Score {0} %', amount(score)),
};

export interface HitRowProps {
  readonly row: Row;
  /** The answer that it is of, for its context menu. */
  readonly answer: AnswerId;
  /** Whether it says in which file it is: not below the file's own row. */
  readonly place: boolean;
  /** The arrow keys are on it. */
  readonly active: boolean;
  /** The person went to it or opened it. */
  readonly selected: boolean;
  readonly expanded: boolean;
  readonly onOpen: (how: { readonly toSide: boolean; readonly preserveFocus: boolean }) => void;
  /** What is known of why it is there, once the person asked. */
  readonly explanation: Explanation | undefined;
  /** Absent where there is no query to explain it by. */
  readonly onExplain?: () => void;
  readonly onSimilar: () => void;
  readonly onToggle: () => void;
}

/** VS Code shows the menu `webview/context` of what is under the pointer or the keyboard, and passes this to its commands. */
function contextOf(answer: AnswerId, index: number): string {
  return JSON.stringify({ webviewSection: 'hit', answer, index } satisfies HitContext & { webviewSection: string });
}

/**
 * One hit: what it is called, where it is, how well it fits, and its code. The tree item is the head alone, so that its name
 * is what one sees there; the code describes it.
 */
export function HitRow(props: HitRowProps): JSX.Element {
  const { row, active, expanded, explanation, onExplain, onOpen } = props;
  const { hit } = row;
  const id = `hit-${row.index}`;
  const click = (event: MouseEvent): void => {
    // Selecting a piece of the code to copy it is no wish to open the file.
    if (getSelection()?.isCollapsed === false) return;
    onOpen({ toSide: event.ctrlKey || event.metaKey || event.altKey, preserveFocus: true });
  };
  return (
    <div
      class={`hit level-${row.level} ${props.selected ? 'selected' : ''}`}
      role="none"
      data-vscode-context={contextOf(props.answer, row.index)}
      onClick={click}
      onDblClick={() => {
        onOpen({ toSide: false, preserveFocus: false });
      }}
    >
      <div
        class="head"
        role="treeitem"
        tabIndex={active ? 0 : -1}
        aria-level={row.level}
        aria-setsize={row.siblings}
        aria-posinset={row.position}
        aria-selected={props.selected}
        aria-labelledby={`${id}-kind ${id}-title ${id}-place ${id}-score`}
        aria-describedby={explanation === undefined ? `${id}-code` : `${id}-why ${id}-code`}
        {...(isExpandable(hit) ? { 'aria-expanded': expanded } : {})}
      >
        <span
          id={`${id}-kind`}
          class={`kind codicon codicon-${KIND_ICON[hit.kind]} kind-${hit.kind}`}
          role="img"
          aria-label={kindName(hit.kind)}
          title={kindName(hit.kind)}
        />
        <span class="title" id={`${id}-title`} title={plainText(hit.signature || hitName(hit))}>
          {hit.container === '' ? null : (
            <>
              <Name text={hit.container.replaceAll('.', ' › ')} class="container" />
              <span class="separator"> › </span>
            </>
          )}
          <Name text={hitName(hit)} class="symbol" />
        </span>{' '}
        <Place hit={hit} file={props.place} id={`${id}-place`} />{' '}
        <span class="score" id={`${id}-score`} title={TEXT.score(percent(hit))}>
          <Meter percent={percent(hit)} />
          {percentage(percent(hit))}
        </span>
        <span class="actions">
          {onExplain === undefined ? null : (
            <ToolbarButton
              icon="question"
              label={explanation === undefined ? TEXT.why : TEXT.hideWhy}
              onClick={onExplain}
            />
          )}
          <ToolbarButton icon="references" label={TEXT.similar} onClick={props.onSimilar} />
          <ToolbarButton
            icon="split-horizontal"
            label={TEXT.toSide}
            onClick={() => {
              onOpen({ toSide: true, preserveFocus: false });
            }}
          />
        </span>
      </div>
      {explanation === undefined ? null : (
        <WhyThisHit id={`${id}-why`} score={percent(hit)} explanation={explanation} />
      )}
      <CodePreview id={`${id}-code`} hit={hit} expanded={expanded} onToggle={props.onToggle} />
    </div>
  );
}

/** File and lines first: they stay readable where the folder no longer fits. */
function Place(props: { readonly hit: PanelHit; readonly file: boolean; readonly id: string }): JSX.Element {
  const { hit, id } = props;
  const { folder, file } = splitPath(hitPath(hit));
  return (
    <span class="place" id={id} title={plainText(`${hitPath(hit)}:${lineRange(hit)}`)}>
      <span class="file">
        {props.file ? <Name text={file} class="file-name" /> : null}
        <span class="lines">:{lineRange(hit)}</span>
      </span>
      {props.file ? (
        <>
          {' '}
          <Name text={folder} class="folder" />
        </>
      ) : null}
    </span>
  );
}

function Meter({ percent }: { readonly percent: number }): JSX.Element {
  return (
    <span class="meter" aria-hidden="true">
      <span class="meter-fill" style={{ width: `${percent}%` }} />
    </span>
  );
}
