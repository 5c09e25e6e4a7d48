import * as l10n from '@vscode/l10n';
import { amount, count } from '../../l10n/amounts';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import type { JSX } from 'preact';
import { useEffect, useReducer } from 'preact/hooks';
import type { DuplicatesResponse } from '../../protocol/duplicates';
import { GroupTree } from './GroupTree';
import type { DuplicatesModel } from './model';
import { DuplicatesToolbar } from './DuplicatesToolbar';

const TEXT = {
  title: l10n.t('Duplicate Code'),
  titleIn: (scope: string) => l10n.t('Duplicate Code in {0}', scope),
  starting: l10n.t('Starting…'),
  working: (share: number) => l10n.t('Comparing functions: {0} %', Math.round(share * 100)),
  stop: l10n.t('Stop'),
  stopped: l10n.t('The comparison was stopped.'),
  again: l10n.t('Compare Again'),
  none: l10n.t('No functions are that alike. Move a slider to the left to see what is less alike.'),
  nothing: l10n.t('No two functions are alike.'),
  compared: (compared: number, trivial: number) =>
    trivial === 0
      ? l10n.t('{0} compared', count(compared, 'function'))
      : l10n.t('{0} compared; {1} left out, too short or too simple', count(compared, 'function'), amount(trivial)),
  unread: (unread: number) =>
    l10n.t(
      '{0} not read closely yet: compare again when indexing is done to compare their meaning, too.',
      count(unread, 'function'),
    ),
};

/** The tab with duplicate code. */
export function DuplicatesApp({ model }: { readonly model: DuplicatesModel }): JSX.Element {
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0);
  useEffect(() => {
    model.start(() => {
      redraw(undefined);
    });
  }, [model]);
  const message = model.state;
  const scope = message?.scope ?? '';
  return (
    <main class="duplicates">
      <h1>{scope === '' ? TEXT.title : TEXT.titleIn(scope)}</h1>
      <Body model={model} />
    </main>
  );
}

function Body({ model }: { readonly model: DuplicatesModel }): JSX.Element {
  const state = model.state?.state;
  const again = (
    <vscode-button
      onClick={() => {
        model.again();
      }}
    >
      {TEXT.again}
    </vscode-button>
  );
  switch (state?.kind) {
    case undefined:
      return <p role="status">{TEXT.starting}</p>;
    case 'working':
      return (
        <div class="working">
          <p role="status">{TEXT.working(state.share)}</p>
          <vscode-progress-bar value={Math.round(state.share * 100)} max={100} aria-label={TEXT.title} />
          <vscode-button
            secondary
            onClick={() => {
              model.stop();
            }}
          >
            {TEXT.stop}
          </vscode-button>
        </div>
      );
    case 'failed':
      return (
        <div class="working">
          <p role="alert">{state.text}</p>
          {again}
        </div>
      );
    case 'stopped':
      return (
        <div class="working">
          <p role="status">{TEXT.stopped}</p>
          {again}
        </div>
      );
    case 'found':
      return <Found model={model} found={state.found} />;
  }
}

function Found({ model, found }: { readonly model: DuplicatesModel; readonly found: DuplicatesResponse }): JSX.Element {
  const { compared, trivial, unread } = found;
  return (
    <>
      <p class="facts">{TEXT.compared(compared, trivial)}</p>
      {unread === 0 ? null : <p class="facts">{TEXT.unread(unread)}</p>}
      <DuplicatesToolbar model={model} />
      {found.functions.length === 0 ? (
        <p class="empty">{TEXT.nothing}</p>
      ) : model.allGroups.length === 0 ? (
        <p class="empty">{TEXT.none}</p>
      ) : (
        <GroupTree model={model} />
      )}
    </>
  );
}
