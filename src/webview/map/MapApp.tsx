import * as l10n from '@vscode/l10n';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import type { JSX } from 'preact';
import { useEffect, useReducer } from 'preact/hooks';
import { MapLists } from './MapLists';
import { MapStage } from './MapStage';
import { MapToolbar } from './MapToolbar';
import type { MapModel } from './model';

const TEXT = {
  title: l10n.t('Code Map'),
  working: (share: number) => l10n.t('Drawing the map: {0} %', Math.round(share * 100)),
  once: l10n.t('This takes a while the first time; later only new functions have to find their place.'),
  stop: l10n.t('Stop'),
  stopped: l10n.t('The map was not finished.'),
  again: l10n.t('Draw Again'),
  empty: l10n.t('There are no functions on the map yet: draw it again when indexing is done.'),
};

/** The tab with the map: the picture, and beside it the same as lists. */
export function MapApp({ model }: { readonly model: MapModel }): JSX.Element {
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0);
  useEffect(() => {
    const end = model.onChange(() => {
      redraw(undefined);
    });
    model.start();
    return end;
  }, [model]);
  const { state } = model;
  if (state.kind === 'map' && state.map.x.length > 0)
    return (
      <main class="map">
        <h1 class="unseen">{TEXT.title}</h1>
        <MapToolbar model={model} />
        <div class="content">
          <MapStage model={model} />
          <MapLists model={model} map={state.map} />
        </div>
      </main>
    );
  return (
    <main class="waiting">
      <h1>{TEXT.title}</h1>
      {state.kind === 'working' ? (
        <>
          <p role="status">{TEXT.working(state.share)}</p>
          <vscode-progress-bar value={Math.round(state.share * 100)} max={100} aria-label={TEXT.title} />
          <p class="facts">{TEXT.once}</p>
          <vscode-button
            secondary
            onClick={() => {
              model.stop();
            }}
          >
            {TEXT.stop}
          </vscode-button>
        </>
      ) : (
        <>
          <p role={state.kind === 'failed' ? 'alert' : 'status'}>
            {state.kind === 'failed' ? state.text : state.kind === 'stopped' ? TEXT.stopped : TEXT.empty}
          </p>
          <vscode-button
            onClick={() => {
              model.again();
            }}
          >
            {TEXT.again}
          </vscode-button>
        </>
      )}
    </main>
  );
}
