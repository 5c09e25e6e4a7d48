import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { PanelHistory } from '../../protocol/webview';
import type { PanelController } from '../controller';
import { Icon, ToolbarButton } from './Icon';
import { LinkButton } from './IndexNotice';
import { Name } from './Name';

const TEXT = {
  saved: l10n.t('Saved searches'),
  recent: l10n.t('Recent searches'),
  clear: l10n.t('Clear'),
  forget: (query: string) => l10n.t('Remove {0}', query),
  save: (query: string) => l10n.t('Save {0}', query),
};
/** More are a scroll, and the palette's list. */
const MOST_SHOWN = 8;

/** The searches of before: those one saved, and the latest. Each runs again with a click. */
export function History(props: {
  readonly history: PanelHistory;
  readonly controller: PanelController;
  readonly onSearch: (query: string) => void;
}): JSX.Element | null {
  const { history, controller, onSearch } = props;
  const recent = history.recent.filter((query) => !history.saved.includes(query)).slice(0, MOST_SHOWN);
  return (
    <>
      {history.saved.length === 0 ? null : (
        <section class="history" aria-label={TEXT.saved}>
          <h2>{TEXT.saved}</h2>
          <ul>
            {history.saved.map((query) => (
              <Query
                key={query}
                query={query}
                icon="star-full"
                onSearch={onSearch}
                onForget={() => {
                  controller.saveSearch(query, false);
                }}
              />
            ))}
          </ul>
        </section>
      )}
      {recent.length === 0 ? null : (
        <section class="history" aria-label={TEXT.recent}>
          <div class="history-head">
            <h2>{TEXT.recent}</h2>
            <LinkButton
              text={TEXT.clear}
              onClick={() => {
                controller.clearHistory();
              }}
            />
          </div>
          <ul>
            {recent.map((query) => (
              <Query
                key={query}
                query={query}
                icon="history"
                onSearch={onSearch}
                onSave={() => {
                  controller.saveSearch(query, true);
                }}
                onForget={() => {
                  controller.forget(query);
                }}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Query(props: {
  readonly query: string;
  readonly icon: string;
  readonly onSearch: (query: string) => void;
  readonly onSave?: () => void;
  readonly onForget: () => void;
}): JSX.Element {
  const { query, onSave } = props;
  return (
    <li>
      <button
        type="button"
        class="example"
        title={query}
        onClick={() => {
          props.onSearch(query);
        }}
      >
        <Icon name={props.icon} />
        <Name text={query} />
      </button>
      {onSave === undefined ? null : <ToolbarButton icon="star-empty" label={TEXT.save(query)} onClick={onSave} />}
      <ToolbarButton icon="close" label={TEXT.forget(query)} onClick={props.onForget} />
    </li>
  );
}
