import * as l10n from '@vscode/l10n';
import { amount, count } from '../../l10n/amounts';
import type { JSX } from 'preact';
import type { PanelController } from '../controller';
import type { IndexState } from '../indexState';
import type { Layout } from '../../protocol/webview';
import type { View } from '../state';
import { ToolbarButton } from './Icon';
import { LinkButton } from './IndexNotice';

const TEXT = {
  best: (results: number) => l10n.t('The best {0} results', amount(results)),
  inFiles: (results: string, files: number) => l10n.t('{0} in {1}', results, count(files, 'file')),
  none: l10n.t('No results'),
  partial: (percent: number) => l10n.t('the index is {0} % built', percent),
  update: l10n.t('Update results'),
  toolbar: l10n.t('Results'),
  byFile: l10n.t('Group by File'),
  asList: l10n.t('View as List'),
  save: l10n.t('Save This Search'),
  unsave: l10n.t('Remove from Saved Searches'),
  copy: l10n.t('Copy Results as Markdown'),
  editor: l10n.t('Open Results in an Editor'),
  chat: l10n.t('Add Results to Chat'),
};

/** Above the results: how many there are, said aloud when it changes, and what can be done with all of them. */
export function ResultsBar(props: {
  readonly view: View;
  readonly index: IndexState;
  readonly controller: PanelController;
}): JSX.Element {
  const { view, index, controller } = props;
  const { layout, history, status, told } = controller.state;
  const query = view.title === undefined ? (view.shown?.query ?? '') : '';
  const saved = history.saved.includes(query);
  const answer = view.shown?.answer;
  const partial = answer?.partial;
  const outdated = index.kind === 'ready' && partial !== undefined && view.title === undefined;
  const canUpdate = outdated || view.better !== undefined;
  const any = (answer?.hits.length ?? 0) > 0;
  return (
    <div class="bar">
      <span class="count">
        <span role="status">
          {answer === undefined ? '' : countText(view, layout)}
          {partial === undefined || outdated ? '' : ` · ${TEXT.partial(share(partial))}`}
        </span>
        {canUpdate ? (
          <LinkButton
            text={TEXT.update}
            onClick={() => {
              controller.update();
            }}
          />
        ) : null}
      </span>
      {any ? (
        <span class="bar-actions" role="toolbar" aria-label={TEXT.toolbar}>
          <ToolbarButton
            icon={layout === 'list' ? 'list-tree' : 'list-flat'}
            label={layout === 'list' ? TEXT.byFile : TEXT.asList}
            onClick={() => {
              controller.arrange(layout === 'list' ? 'files' : 'list');
            }}
          />
          {query === '' ? null : (
            <ToolbarButton
              icon={saved ? 'star-full' : 'star-empty'}
              label={saved ? TEXT.unsave : TEXT.save}
              onClick={() => {
                controller.saveSearch(query, !saved);
              }}
            />
          )}
          <ToolbarButton
            icon="copy"
            label={TEXT.copy}
            onClick={() => {
              controller.export('clipboard');
            }}
          />
          <ToolbarButton
            icon="go-to-file"
            label={TEXT.editor}
            onClick={() => {
              controller.export('editor');
            }}
          />
          {status?.chat === true ? (
            <ToolbarButton
              icon="comment-discussion"
              label={TEXT.chat}
              onClick={() => {
                controller.export('chat');
              }}
            />
          ) : null}
        </span>
      ) : null}
      <span class="told" role="status">
        {told}
      </span>
    </div>
  );
}

function countText(view: View, layout: Layout): string {
  const hits = view.shown?.answer.hits ?? [];
  if (hits.length === 0) return TEXT.none;
  const results = hits.length >= view.limit ? TEXT.best(hits.length) : count(hits.length, 'result');
  if (layout === 'list') return results;
  return TEXT.inFiles(results, new Set(hits.map(({ folder, path }) => `${folder ?? ''}\n${path}`)).size);
}

function share(partial: { readonly done: number; readonly total: number }): number {
  return partial.total === 0 ? 0 : Math.floor((100 * partial.done) / partial.total);
}
