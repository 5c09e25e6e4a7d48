import * as l10n from '@vscode/l10n';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { ComponentChildren, JSX } from 'preact';
import type { PanelAction } from '../../protocol/webviewMessages';
import type { IndexState } from '../indexState';
import { Filled } from './Filled';
import { Icon } from './Icon';

const TEXT = {
  noFolder: l10n.t('Open a folder to search its code by meaning. Everything stays on your machine.'),
  virtual: l10n.t(
    'This workspace is virtual: its files are not on a disk, so Hunch cannot index it. Clone the repository, or open a folder on disk.',
  ),
  openFolder: l10n.t('Open Folder'),
  noEngine: l10n.t('Hunch cannot search.'),
  retry: l10n.t('Start Again'),
  log: l10n.t('Show Log'),
  rebuild: l10n.t('Rebuild Index'),
  starting: l10n.t('Starting…'),
  noCode: l10n.t('There is no code in this folder that Hunch can read. The log names the files it skipped, and why.'),
  pausedEmpty: l10n.t('Indexing is paused, and nothing is indexed yet. Resume it to search.'),
  resume: l10n.t('Resume Indexing'),
  firstIndex: l10n.t('Your code is being read for the first time. You can search already: results grow as it goes on.'),
  intro: l10n.t('Say what the code does, in your own words:'),
  examples: [
    l10n.t('retry a request after it failed'),
    l10n.t('read settings from a file'),
    l10n.t('check that the password is right'),
  ],
  similar: l10n.t('To find code like code you see, right-click in an editor and choose {0}.'),
  similarCommand: l10n.t('Find Similar Code'),
};

/** What stands where the results will be: how to begin, or what keeps one from searching and the step that helps. */
export function Welcome(props: {
  readonly index: IndexState;
  readonly act: (action: PanelAction) => void;
  readonly onExample: (query: string) => void;
  /** The searches of before. */
  readonly history: ComponentChildren;
}): JSX.Element | null {
  const { index, act, onExample } = props;
  const button = (text: string, action: PanelAction, secondary = false): JSX.Element => (
    <vscode-button
      block
      secondary={secondary}
      onClick={() => {
        act(action);
      }}
    >
      {text}
    </vscode-button>
  );
  switch (index.kind) {
    case 'unknown':
      return null;
    case 'noFolder':
      return (
        <div class="welcome">
          <p>{TEXT.noFolder}</p>
          {button(TEXT.openFolder, 'openFolder')}
        </div>
      );
    case 'virtual':
      return (
        <div class="welcome">
          <p>{TEXT.virtual}</p>
          {button(TEXT.openFolder, 'openFolder')}
        </div>
      );
    case 'noEngine':
      return (
        <div class="welcome" role="alert">
          <p>
            <Icon name="error" class="notice-error" /> {TEXT.noEngine} {index.text}
          </p>
          {button(TEXT.retry, 'retry')}
          {button(TEXT.log, 'showLog', true)}
        </div>
      );
    case 'starting':
      return (
        <div class="welcome">
          <p>{TEXT.starting}</p>
        </div>
      );
    case 'failed':
      if (!index.empty) break;
      return (
        <div class="welcome" role="alert">
          <p>
            <Icon name="error" class="notice-error" /> {index.text}
          </p>
          {button(TEXT.rebuild, 'rebuild')}
          {button(TEXT.log, 'showLog', true)}
        </div>
      );
    case 'paused':
      if (!index.empty) break;
      return (
        <div class="welcome">
          <p>{TEXT.pausedEmpty}</p>
          {button(TEXT.resume, 'resume')}
        </div>
      );
    case 'ready':
      if (!index.empty) break;
      return (
        <div class="welcome">
          <p>{TEXT.noCode}</p>
          {button(TEXT.log, 'showLog', true)}
        </div>
      );
    case 'working':
      break;
  }
  return (
    <div class="welcome">
      {index.kind === 'working' && index.empty ? <p>{TEXT.firstIndex}</p> : null}
      {props.history}
      <p>{TEXT.intro}</p>
      <ul class="examples">
        {TEXT.examples.map((example) => (
          <li key={example}>
            <button
              type="button"
              class="example"
              onClick={() => {
                onExample(example);
              }}
            >
              <Icon name="search" />
              <span>{example}</span>
            </button>
          </li>
        ))}
      </ul>
      <p class="hint">
        <Filled text={TEXT.similar}>
          <em>{TEXT.similarCommand}</em>
        </Filled>
      </p>
    </div>
  );
}

/** Whether nothing at all can be searched now, so that the state of the index is all there is to show. */
export function nothingToSearch(index: IndexState): boolean {
  if (index.kind === 'noFolder' || index.kind === 'noEngine' || index.kind === 'unknown') return true;
  return (index.kind === 'failed' || index.kind === 'paused' || index.kind === 'ready') && index.empty;
}
