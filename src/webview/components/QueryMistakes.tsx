import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { QueryMistake } from '../../protocol/query';
import { Icon } from './Icon';
import { LinkButton } from './IndexNotice';

const TEXT = { use: (suggestion: string) => l10n.t('Use {0}', suggestion) };

export const MISTAKES_ID = 'mistakes';

/** Below the box: what in the query is not understood, and what may have been meant. Said aloud when it appears. */
export function QueryMistakes(props: {
  readonly mistakes: readonly QueryMistake[];
  readonly onFix: (mistake: QueryMistake) => void;
}): JSX.Element {
  return (
    <div class="mistakes" id={MISTAKES_ID} aria-live="polite">
      {props.mistakes.map((mistake) => (
        <p key={`${mistake.code} ${mistake.start}`} class={`mistake-line ${mistake.severity}`}>
          <Icon name={mistake.severity === 'error' ? 'warning' : 'info'} />
          <span>
            {mistake.text}{' '}
            {mistake.suggestion === undefined ? null : (
              <LinkButton
                text={TEXT.use(mistake.suggestion)}
                onClick={() => {
                  props.onFix(mistake);
                }}
              />
            )}
          </span>
        </p>
      ))}
    </div>
  );
}
