import type { JSX } from 'preact';
import type { PanelController } from '../controller';
import type { IndexState } from '../indexState';
import type { Layout } from '../../protocol/webview';
import type { View } from '../state';
import { ToolbarButton } from './Icon';
import { LinkButton } from './IndexNotice';

const TEXT = {
  results: (count: number) => (count === 1 ? '1 result' : `${count.toLocaleString('en')} results`),
  best: (count: number) => `The best ${count.toLocaleString('en')} results`,
  inFiles: (files: number) => (files === 1 ? 'in 1 file' : `in ${files.toLocaleString('en')} files`),
  none: 'No results',
  partial: (percent: number) => `the index is ${percent} % built`,
  update: 'Update results',
  toolbar: 'Results',
  byFile: 'Group by File',
  asList: 'View as List',
  save: 'Save This Search',
  unsave: 'Remove from Saved Searches',
  copy: 'Copy Results as Markdown',
  editor: 'Open Results in an Editor',
  chat: 'Add Results to Chat',
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
  const count = hits.length >= view.limit ? TEXT.best(hits.length) : TEXT.results(hits.length);
  if (layout === 'list') return count;
  return `${count} ${TEXT.inFiles(new Set(hits.map(({ folder, path }) => `${folder ?? ''}\n${path}`)).size)}`;
}

function share(partial: { readonly done: number; readonly total: number }): number {
  return partial.total === 0 ? 0 : Math.floor((100 * partial.done) / partial.total);
}
