import * as l10n from '@vscode/l10n';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import type { JSX } from 'preact';
import { useEffect, useErrorBoundary, useReducer, useRef, useState } from 'preact/hooks';
import type { PanelController } from '../controller';
import { indexState } from '../indexState';
import type { QueryMistake } from '../../protocol/query';
import { currentView, type PanelState } from '../state';
import { History } from './History';
import { IndexNotice } from './IndexNotice';
import { Failure, NoResults, SimilarHeader } from './Outcome';
import { Results } from './Results';
import { ResultsBar } from './ResultsBar';
import { FilterChips } from './FilterChips';
import { SearchBox } from './SearchBox';
import { toggleFilter } from '../../query/toggleFilter';
import { Welcome, nothingToSearch } from './Welcome';

const TEXT = {
  title: l10n.t('Hunch: search code by meaning'),
  searching: l10n.t('Searching'),
  starting: l10n.t('Starting'),
  broken: l10n.t('The panel met an error. Close and open it again; the log has the cause.'),
};
/** A search shorter than this shows no progress bar: it would only flicker. */
const BUSY_AFTER_MS = 200;
/** Indexing that is done sooner (a saved file) is not worth a word in the panel. */
const LONG_WORK_MS = 1_000;

export function App({ controller }: { readonly controller: PanelController }): JSX.Element {
  const [error] = useErrorBoundary((thrown: unknown) => {
    controller.trouble(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  }) as readonly [unknown, () => void];
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const field = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLElement>(null);

  const focusBox = (): void => {
    field.current?.focus();
    field.current?.select();
  };
  /** The list draws its tab stop even where it is out of sight. */
  const intoList = (): void => {
    const stop = panel.current?.querySelector<HTMLElement>('.results [role="treeitem"][tabindex="0"]');
    stop?.focus({ preventScroll: true });
    stop?.scrollIntoView({ block: 'nearest' });
  };
  /** Whether the keyboard was in the list when it was somewhere last. */
  const wasInList = useRef(false);
  /** Where the keyboard goes when VS Code gives it to the page, or the row that had it is gone. */
  const takeFocus = (): void => {
    const { title, shown } = currentView(controller.state);
    const toList = wasInList.current || title !== undefined;
    if (toList && (shown?.answer.hits.length ?? 0) > 0) intoList();
    else focusBox();
  };
  useEffect(() => {
    controller.start(() => {
      changed(undefined);
    }, focusBox);
    const focus = (): void => {
      if (nothingHasFocus()) takeFocus();
    };
    if (document.hasFocus()) focus();
    window.addEventListener('focus', focus);
    return () => {
      window.removeEventListener('focus', focus);
    };
  }, [controller]);

  const view = currentView(controller.state);
  const index = indexState(controller.state.status);
  const hits = view.shown?.answer.hits ?? [];
  // The row that had the keyboard may be gone with the results it was in.
  useEffect(() => {
    if (view.shown !== undefined && document.hasFocus() && nothingHasFocus()) takeFocus();
  }, [view.shown?.id]);
  const busy =
    useLater(view.awaiting !== undefined && view.awaiting.quiet !== true, BUSY_AFTER_MS) || index.kind === 'starting';
  const longWork = useLater(index.kind === 'working', LONG_WORK_MS);

  if (error !== undefined) return <p class="advice">{TEXT.broken}</p>;

  const act = controller.act.bind(controller);
  const blocked = nothingToSearch(index) && hits.length === 0;
  const worthSaying = index.kind !== 'working' || index.empty || longWork;
  const notice = worthSaying ? <IndexNotice index={index} act={act} /> : null;
  const started = view.title !== undefined || view.shown !== undefined || view.failure !== undefined;
  return (
    <main
      class="panel"
      ref={panel}
      onKeyDown={backKey(controller)}
      onFocusIn={(event) => {
        wasInList.current = (event.target as HTMLElement).closest('.results') !== null;
      }}
    >
      <h1 class="unseen">{TEXT.title}</h1>
      {busy ? (
        <vscode-progress-bar
          class="busy"
          indeterminate
          aria-label={index.kind === 'starting' ? TEXT.starting : TEXT.searching}
        />
      ) : null}
      <SearchBox
        field={field}
        text={controller.state.box}
        mistakes={mistakesOf(controller.state)}
        values={controller.state.values}
        onAskValues={(filter, typed) => controller.askValues(filter, typed)}
        onType={(text) => {
          controller.type(text);
          if (text === '') focusBox();
        }}
        onEnter={() => {
          if (controller.searchNow()) return;
          controller.remember();
          intoList();
        }}
        onDown={intoList}
        onEscape={() => {
          controller.back();
        }}
      />
      {view.title === undefined && view.shown !== undefined ? (
        <FilterChips
          facets={view.shown.answer.facets}
          query={controller.state.box}
          onToggle={(filter, value) => {
            controller.type(toggleFilter(controller.state.box, filter, value));
            controller.searchNow();
          }}
        />
      ) : null}
      {hits.length === 0 && !blocked ? notice : null}
      {view.title === undefined ? null : (
        <SimilarHeader
          title={view.title}
          onBack={() => {
            controller.back();
          }}
        />
      )}
      <ResultsBar view={view} index={index} controller={controller} />
      {view.failure === undefined ? null : (
        <Failure
          view={view}
          act={act}
          onRetry={() => {
            controller.searchAgain();
          }}
        />
      )}
      {hits.length > 0 ? (
        <Results
          key={controller.state.views.length}
          view={view}
          layout={controller.state.layout}
          controller={controller}
          onLeave={focusBox}
        />
      ) : null}
      {/* Below the results: above, its coming and going would move them. */}
      {hits.length > 0 ? notice : null}
      {view.shown !== undefined && hits.length === 0 && !blocked ? <NoResults view={view} /> : null}
      {blocked || !started ? (
        <Welcome
          index={index}
          act={act}
          history={
            <History
              history={controller.state.history}
              controller={controller}
              onSearch={(query) => {
                controller.searchFor(query);
                focusBox();
              }}
            />
          }
          onExample={(query) => {
            controller.searchFor(query);
            focusBox();
          }}
        />
      ) : null}
    </main>
  );
}

/** What the engine found wrong with the query in the box, once it has answered it; their places are those in the box. */
function mistakesOf({ box, views: [{ shown }] }: PanelState): readonly QueryMistake[] | undefined {
  if (shown?.query !== box.trim()) return undefined;
  const before = box.length - box.trimStart().length;
  return (shown.answer.mistakes ?? []).map((each) => ({ ...each, start: each.start + before, end: each.end + before }));
}

/** Alt+Left goes back from similar results, as in a browser. */
function backKey(controller: PanelController): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'ArrowLeft' || !event.altKey) return;
    event.preventDefault();
    controller.back();
  };
}

function nothingHasFocus(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** `on`, once it has been on for a while. */
function useLater(on: boolean, afterMs: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!on) {
      setLate(false);
      return undefined;
    }
    const timer = setTimeout(() => {
      setLate(true);
    }, afterMs);
    return () => {
      clearTimeout(timer);
    };
  }, [on, afterMs]);
  return on && late;
}
