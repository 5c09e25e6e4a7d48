import * as l10n from '@vscode/l10n';
import { count, percentage } from '../../l10n/amounts';
import type { JSX } from 'preact';
import { LEAST_SIMILARITY, type Likeness } from '../../duplicates/duplicateGroups';
import { ToolbarButton } from '../components/Icon';
import { type DuplicatesModel, type Order, ORDERS } from './model';

const TEXT = {
  likeness: { 'near-identical': l10n.t('Near-identical'), 'same-meaning': l10n.t('Same meaning') },
  hint: {
    'near-identical': l10n.t('Built alike, whatever their local names are'),
    'same-meaning': l10n.t('Doing the same, however they are written'),
  },
  slider: (likeness: string) => l10n.t('{0}: least similarity in percent', likeness),
  tests: l10n.t('Tests among themselves'),
  order: l10n.t('Sort by'),
  orders: {
    lines: l10n.t('Lines to save'),
    similarity: l10n.t('Similarity'),
    members: l10n.t('Number of functions'),
    spread: l10n.t('Spread over folders'),
  } satisfies Record<Order, string>,
  shown: (groups: number, lines: number) =>
    l10n.t('{0}, {1} more than needed', count(groups, 'group'), count(lines, 'line')),
  markdown: l10n.t('Export as Markdown'),
  json: l10n.t('Export as JSON'),
  again: l10n.t('Compare Again'),
  actions: l10n.t('Duplicate Code'),
};

/** How alike is alike enough, in which order, and what can be done with all groups. */
export function DuplicatesToolbar({ model }: { readonly model: DuplicatesModel }): JSX.Element {
  const { choices, allGroups } = model;
  const lines = allGroups.reduce((sum, group) => sum + group.extraLines, 0);
  return (
    <div class="toolbar">
      <div class="likenesses">
        <LikenessRow model={model} likeness="near-identical" />
        <LikenessRow model={model} likeness="same-meaning" />
      </div>
      <div class="choices">
        <label class="check">
          <input
            type="checkbox"
            checked={choices.tests}
            onChange={(event) => {
              model.choose({ tests: event.currentTarget.checked });
            }}
          />
          {TEXT.tests}
        </label>
        <label class="order">
          {TEXT.order}{' '}
          <select
            value={choices.order}
            onChange={(event) => {
              const order = ORDERS.find((each) => each === event.currentTarget.value);
              if (order) model.choose({ order });
            }}
          >
            {ORDERS.map((order) => (
              <option key={order} value={order}>
                {TEXT.orders[order]}
              </option>
            ))}
          </select>
        </label>
        <span class="shown" role="status">
          {TEXT.shown(allGroups.length, lines)}
        </span>
        <span class="actions-of-all" role="toolbar" aria-label={TEXT.actions}>
          <ToolbarButton
            icon="markdown"
            label={TEXT.markdown}
            onClick={() => {
              model.export('markdown');
            }}
          />
          <ToolbarButton
            icon="json"
            label={TEXT.json}
            onClick={() => {
              model.export('json');
            }}
          />
          <ToolbarButton
            icon="refresh"
            label={TEXT.again}
            onClick={() => {
              model.again();
            }}
          />
        </span>
      </div>
    </div>
  );
}

function LikenessRow(props: { readonly model: DuplicatesModel; readonly likeness: Likeness }): JSX.Element {
  const { model, likeness } = props;
  const name = TEXT.likeness[likeness];
  const similarity = Math.round(model.choices.similarity[likeness] * 100);
  const shown = model.choices.shown[likeness];
  return (
    <div class="likeness-row">
      <label class="check" title={TEXT.hint[likeness]}>
        <input
          type="checkbox"
          checked={shown}
          onChange={(event) => {
            model.choose({ shown: { ...model.choices.shown, [likeness]: event.currentTarget.checked } });
          }}
        />
        {name}
      </label>
      <input
        type="range"
        class="slider"
        min={LEAST_SIMILARITY[likeness] * 100}
        max={100}
        step={1}
        value={similarity}
        disabled={!shown}
        aria-label={TEXT.slider(name)}
        aria-valuetext={percentage(similarity)}
        onInput={(event) => {
          model.chooseSimilarity(likeness, Number(event.currentTarget.value) / 100);
        }}
      />
      <span class="least" aria-hidden="true">
        {percentage(similarity)}
      </span>
      <span class="groups-of">{count(model.count(likeness), 'group')}</span>
    </div>
  );
}
