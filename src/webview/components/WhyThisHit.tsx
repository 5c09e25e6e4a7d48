import * as l10n from '@vscode/l10n';
import { percentage } from '../../l10n/amounts';
import type { JSX } from 'preact';
import type { Explanation } from '../state';
import { reasonsOf, sharesOf } from '../whyText';
import { Name } from './Name';

const TEXT = { asking: l10n.t('Looking up why…') };

/** Why a hit is there: in words, and the parts of its score. Plain elements, since a tree may hold no lists or tables. */
export function WhyThisHit(props: {
  readonly id: string;
  /** In percent, as it is shown. */
  readonly score: number;
  readonly explanation: Explanation;
}): JSX.Element {
  const { id, score, explanation } = props;
  const { why, text } = explanation;
  return (
    <div
      class="why"
      id={id}
      onClick={(event) => {
        event.stopPropagation();
      }}
    >
      {why === undefined ? (
        <p>{text ?? TEXT.asking}</p>
      ) : (
        <>
          {reasonsOf(why).map((reason, index) => (
            <p key={index}>
              <Name text={reason} />
            </p>
          ))}
          <div class="shares">
            {sharesOf(why, score).map(({ name, percent, title }) => (
              <div key={name} class="share" title={title}>
                <span class="share-name">{name}</span>
                <span class="share-meter" aria-hidden="true">
                  <span class="share-fill" style={{ width: `${Math.min(percent, 100)}%` }} />
                </span>
                <span class="share-percent">{percentage(percent)}</span>{' '}
              </div>
            ))}
          </div>
        </>
      )}
    </div>
  );
}
