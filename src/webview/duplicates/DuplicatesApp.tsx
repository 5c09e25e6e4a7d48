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
  title: 'Duplicate Code',
  titleIn: (scope: string) => `Duplicate Code in ${scope}`,
  starting: 'Starting …',
  working: (share: number) => `Comparing functions: ${Math.round(share * 100)} %`,
  stop: 'Stop',
  stopped: 'The comparison was stopped.',
  again: 'Compare Again',
  none: 'No functions are that alike. Move a slider to the left to see what is less alike.',
  nothing: 'No two functions are alike.',
  compared: (compared: number, trivial: number) =>
    `${count(compared, 'function')} compared` +
    (trivial === 0 ? '' : `; ${trivial.toLocaleString('en')} left out, too short or too simple`),
  unread: (unread: number) =>
    `${count(unread, 'function')} not read closely yet: compare again when indexing is done to compare their meaning, too.`,
};

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

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
