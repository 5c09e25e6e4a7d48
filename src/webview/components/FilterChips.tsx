import * as l10n from '@vscode/l10n';
import { amount } from '../../l10n/amounts';
import '@vscode-elements/elements/dist/vscode-badge/index.js';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Facets } from '../../protocol/query';
import { shortNameOf } from '../../query/languages';
import { filtersIn, hasFilter } from '../../query/toggleFilter';

const TEXT = {
  filters: l10n.t('Filters'),
  only: (filter: string, count: number) => l10n.t('{0}, {1} of what was found', filter, amount(count)),
};

/** Chips of one filter; more would push the next out of sight. */
const MOST = 4;

type ChipFilter = keyof Facets;

interface Chip {
  readonly filter: ChipFilter;
  /** As `FilterTerm.values` have it. */
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly pressed: boolean;
}

/**
 * What the results can be narrowed down by, with how many there are of each; those in force are pressed. One line that scrolls
 * sideways, so that it never moves the results.
 */
export function FilterChips(props: {
  readonly facets: Facets | undefined;
  readonly query: string;
  readonly onToggle: (filter: ChipFilter, value: string) => void;
}): JSX.Element | null {
  const group = useRef<HTMLDivElement>(null);
  const chips = chipsOf(props.facets, props.query);
  if (chips.length === 0) return null;
  /** One stop for Tab; arrow keys move within, as in a toolbar. */
  const keyDown = (event: KeyboardEvent): void => {
    const buttons = [...(group.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || event.altKey) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next?.focus();
  };
  return (
    <div class="chips" ref={group} role="toolbar" aria-label={TEXT.filters} onKeyDown={keyDown}>
      {chips.map(({ filter, value, label, count, pressed }, index) => (
        <button
          key={`${filter}:${value}`}
          type="button"
          class="chip"
          tabIndex={index === 0 ? 0 : -1}
          aria-pressed={pressed}
          title={TEXT.only(`${filter}:${label}`, count)}
          onClick={() => {
            props.onToggle(filter, value);
          }}
        >
          <span class="chip-label">{`${filter}:${label}`}</span>
          <vscode-badge variant="counter">{amount(count)}</vscode-badge>
        </button>
      ))}
    </div>
  );
}

/** Those in force first, then what was found most, if it is not all of one kind. */
function chipsOf(facets: Facets | undefined, query: string): Chip[] {
  return (['lang', 'kind', 'path'] as const).flatMap((filter) => {
    const found = facets?.[filter] ?? [];
    const inForce = filtersIn(query)
      .filter((term) => term.name === filter && !term.negated)
      .flatMap(({ values }) => values);
    const rest = found.map(({ value }) => value).filter((value) => !inForce.includes(value));
    const isChoice = found.length > 1;
    return [...inForce, ...(isChoice || inForce.length > 0 ? rest : [])]
      .slice(0, Math.max(MOST, inForce.length))
      .map((value) => ({
        filter,
        value,
        label: filter === 'lang' ? shortNameOf(value) : value,
        count: found.find((facet) => facet.value === value)?.count ?? 0,
        pressed: hasFilter(query, filter, value),
      }));
  });
}
