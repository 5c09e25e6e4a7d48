import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { PanelAction } from '../../protocol/webviewMessages';
import type { View } from '../state';
import { Filled } from './Filled';
import { LinkButton, Notice } from './IndexNotice';
import { Name } from './Name';
import { ToolbarButton } from './Icon';

const TEXT = {
  back: l10n.t('Back'),
  similar: l10n.t('Similar to {0}'),
  tryTitle: l10n.t('Try this:'),
  tryThese: [
    l10n.t('Describe what the code does rather than what it is called.'),
    l10n.t('Use a whole phrase, or fewer words.'),
    l10n.t('Look whether .gitignore or the setting hunch.exclude leaves the file out.'),
  ],
  tryPartial: l10n.t('The index is still being built: results appear as it grows.'),
  noneSimilar: l10n.t('Nothing in the index resembles this code.'),
  retry: l10n.t('Try Again'),
  log: l10n.t('Show Log'),
};

/** Above similar results: like what, and the way back. */
export function SimilarHeader(props: { readonly title: string; readonly onBack: () => void }): JSX.Element {
  return (
    <div class="similar-header">
      <ToolbarButton icon="arrow-left" label={TEXT.back} onClick={props.onBack} />
      <h2>
        <Filled text={TEXT.similar}>
          <Name text={props.title} class="symbol" />
        </Filled>
      </h2>
    </div>
  );
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
