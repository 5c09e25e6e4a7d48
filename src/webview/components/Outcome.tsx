import type { JSX } from 'preact';
import type { PanelAction } from '../../protocol/webviewMessages';
import type { IndexState } from '../indexState';
import type { View } from '../state';
import { LinkButton, Notice } from './IndexNotice';
import { Name } from './Name';
import { ToolbarButton } from './Icon';

const TEXT = {
  back: 'Back',
  similar: 'Similar to',
  results: (count: number) => (count === 1 ? '1 result' : `${count} results`),
  best: (count: number) => `The best ${count} results`,
  none: 'No results',
  partial: (percent: number) => `the index is ${percent} % built`,
  update: 'Update results',
  tryTitle: 'Try this:',
  tryThese: [
    'Describe what the code does rather than what it is called.',
    'Use a whole phrase, or fewer words.',
    'Look whether .gitignore or the setting hunch.exclude leaves the file out.',
  ],
  tryPartial: 'The index is still being built: results appear as it grows.',
  noneSimilar: 'Nothing in the index resembles this code.',
  retry: 'Try Again',
  log: 'Show Log',
};

/** Above similar results: like what, and the way back. */
export function SimilarHeader(props: { readonly title: string; readonly onBack: () => void }): JSX.Element {
  return (
    <div class="similar-header">
      <ToolbarButton icon="arrow-left" label={TEXT.back} onClick={props.onBack} />
      <h2>
        {TEXT.similar} <Name text={props.title} class="symbol" />
      </h2>
    </div>
  );
}

/** How many results there are, said aloud when it changes, and whether the answer comes from a part of the index only. */
export function ResultCount(props: {
  readonly view: View;
  readonly index: IndexState;
  readonly onUpdate: () => void;
}): JSX.Element {
  const { view, index } = props;
  const answer = view.shown?.answer;
  const partial = answer?.partial;
  const upToDate = index.kind === 'ready' && partial !== undefined && view.title === undefined;
  return (
    <div class="count">
      <span role="status">
        {answer === undefined ? '' : countText(view, answer.hits.length)}
        {partial === undefined || upToDate ? '' : ` · ${TEXT.partial(share(partial))}`}
      </span>
      {upToDate ? <LinkButton text={TEXT.update} onClick={props.onUpdate} /> : null}
    </div>
  );
}

function countText(view: View, count: number): string {
  if (count === 0) return TEXT.none;
  return count >= view.limit ? TEXT.best(count) : TEXT.results(count);
}

function share(partial: { readonly done: number; readonly total: number }): number {
  return partial.total === 0 ? 0 : Math.floor((100 * partial.done) / partial.total);
}

/** Instead of hits, when there are none. */
export function NoResults({ view }: { readonly view: View }): JSX.Element {
  if (view.shown?.answer.partial !== undefined) return <p class="advice">{TEXT.tryPartial}</p>;
  if (view.title !== undefined) return <p class="advice">{TEXT.noneSimilar}</p>;
  return (
    <div class="advice">
      <p>{TEXT.tryTitle}</p>
      <ul>
        {TEXT.tryThese.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

/** The last run failed: why, and the next step. */
export function Failure(props: {
  readonly view: View;
  readonly act: (action: PanelAction) => void;
  readonly onRetry: () => void;
}): JSX.Element {
  return (
    <div role="alert">
      <Notice icon="error" text={props.view.failure ?? ''}>
        {props.view.title === undefined ? <LinkButton text={TEXT.retry} onClick={props.onRetry} /> : null}
        <LinkButton
          text={TEXT.log}
          onClick={() => {
            props.act('showLog');
          }}
        />
      </Notice>
    </div>
  );
}
