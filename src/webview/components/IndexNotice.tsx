import * as l10n from '@vscode/l10n';
import { amount, count } from '../../l10n/amounts';
import type { ComponentChildren, JSX } from 'preact';
import type { PanelAction } from '../../protocol/webviewMessages';
import type { IndexState } from '../indexState';
import { Icon } from './Icon';

const TEXT = {
  working: l10n.t('Indexing'),
  progress: (done: number, total: number) => l10n.t('Indexing {0} of {1}', amount(done), count(total, 'file')),
  scanning: l10n.t('Looking for code in your files…'),
  paused: l10n.t('Indexing is paused. Results may be out of date.'),
  resume: l10n.t('Resume'),
  rebuild: l10n.t('Rebuild Index'),
  retry: l10n.t('Start Again'),
  log: l10n.t('Show Log'),
};

/** One line or two above the results: what the index is doing, and what to do about it. Nothing when all is well. */
export function IndexNotice(props: {
  readonly index: IndexState;
  readonly act: (action: PanelAction) => void;
}): JSX.Element | null {
  const { index, act } = props;
  switch (index.kind) {
    case 'working':
      return (
        <div class="notice">
          {index.total === 0 ? TEXT.scanning : TEXT.progress(index.done, index.total)}
          <vscode-progress-bar
            aria-label={TEXT.working}
            value={index.done}
            max={Math.max(index.total, 1)}
            indeterminate={index.total === 0}
          />
        </div>
      );
    case 'paused':
      return (
        <Notice icon="debug-pause" text={TEXT.paused}>
          <LinkButton
            text={TEXT.resume}
            onClick={() => {
              act('resume');
            }}
          />
        </Notice>
      );
    case 'noEngine':
    case 'failed':
      return (
        <Notice icon="error" text={index.text}>
          {index.kind === 'failed' ? (
            <LinkButton
              text={TEXT.rebuild}
              onClick={() => {
                act('rebuild');
              }}
            />
          ) : (
            <LinkButton
              text={TEXT.retry}
              onClick={() => {
                act('retry');
              }}
            />
          )}
          <LinkButton
            text={TEXT.log}
            onClick={() => {
              act('showLog');
            }}
          />
        </Notice>
      );
    default:
      return null;
  }
}

export function Notice(props: {
  readonly icon: string;
  readonly text: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="notice with-icon">
      <Icon name={props.icon} class={`notice-${props.icon}`} />
      <span>
        <span class="notice-text">{props.text}</span> <span class="links">{props.children}</span>
      </span>
    </div>
  );
}

export function LinkButton(props: { readonly text: string; readonly onClick: () => void }): JSX.Element {
  return (
    <button type="button" class="link" onClick={props.onClick}>
      {props.text}
    </button>
  );
}
