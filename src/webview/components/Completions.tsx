import * as l10n from '@vscode/l10n';
import { amount } from '../../l10n/amounts';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ValueCount, ValuesParams } from '../../protocol/engine';
import {
  completionPlace,
  completionsAt,
  isAskedFor,
  type Completion,
  type CompletionPlace,
} from '../../query/completion';
import { KIND_ICON } from '../hitText';
import type { ChunkKind } from '../../protocol/hit';
import { Icon } from './Icon';
import { FILTER_TEXT } from './QueryHelp';

const TEXT = { list: l10n.t('Completions') };

export const LIST_ID = 'completions';
export const optionId = (index: number): string => `completion-${index}`;

/** Asks for values of a filter. @returns the id that they will come under */
export type AskValues = (filter: ValuesParams['filter'], typed: string) => string;

/** What can be completed now, and what the keyboard is on. */
export interface Completions {
  readonly isOpen: boolean;
  readonly place: CompletionPlace | undefined;
  readonly items: readonly Completion[];
  /** The option that the arrow keys are on; -1 for none: then Enter searches. */
  readonly active: number;
  /** What a key does to the list; undefined when it is none of the list's. */
  keyDown(event: KeyboardEvent, accept: (index: number) => void): (() => void) | undefined;
}

export function useCompletions({
  text,
  caret,
  values,
  onAskValues,
}: {
  readonly text: string;
  /** Undefined while the keyboard is elsewhere. */
  readonly caret: number | undefined;
  readonly values: { readonly id: string; readonly list: readonly ValueCount[] } | undefined;
  readonly onAskValues: AskValues;
}): Completions {
  /** The text for which the person asked for completions, or sent them away. */
  const [asked, setAsked] = useState<string | undefined>(undefined);
  const [dismissed, setDismissed] = useState<string | undefined>(undefined);
  const [active, setActive] = useState(-1);
  /** Values by the filter that they are of: those of the letters before stay until others come. */
  const request = useRef<{ readonly id: string; readonly filter: string } | undefined>(undefined);
  const known = useRef<{ readonly filter: string; readonly list: readonly ValueCount[] } | undefined>(undefined);
  if (values !== undefined && values.id === request.current?.id)
    known.current = { filter: request.current.filter, list: values.list };

  const place = caret === undefined || dismissed === text ? undefined : completionPlace(text, caret, asked === text);
  const filter = place?.of === 'value' ? place.filter : undefined;
  useEffect(() => {
    setActive(-1);
    if (place?.of === 'value' && isAskedFor(place.filter))
      request.current = { id: onAskValues(place.filter, place.typed), filter: place.filter };
  }, [filter, place?.typed]);

  const found = known.current?.filter === filter ? known.current?.list : undefined;
  const fitting = found?.filter(({ value }) => value.toLowerCase().includes(lettersOf(place).toLowerCase()));
  const items = place === undefined ? [] : completionsAt(place, fitting);
  const isOpen = items.length > 0;
  return {
    isOpen,
    place,
    items,
    active: isOpen ? Math.min(active, items.length - 1) : -1,
    keyDown(event, accept) {
      if (event.key === ' ' && event.ctrlKey)
        return () => {
          setAsked(text);
          setDismissed(undefined);
        };
      if (!isOpen) return undefined;
      const move = (to: number) => () => {
        setActive((to + items.length) % items.length);
      };
      switch (event.key) {
        case 'ArrowDown':
          return move(active + 1);
        case 'ArrowUp':
          return move(active < 0 ? items.length - 1 : active - 1);
        case 'Escape':
          return () => {
            setDismissed(text);
          };
        case 'Enter':
          return active < 0
            ? undefined
            : () => {
                accept(active);
              };
        case 'Tab':
          // On its way out of the box with Shift; else it takes the first, as in the editor.
          return event.shiftKey
            ? undefined
            : () => {
                accept(Math.max(active, 0));
              };
        default:
          return undefined;
      }
    },
  };
}

/** Below the box. It is always there, since the box names it. */
export function CompletionList(props: {
  readonly completions: Completions;
  readonly onAccept: (index: number) => void;
}): JSX.Element {
  const { items, active } = props.completions;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <ul class="completions" id={LIST_ID} ref={list} role="listbox" aria-label={TEXT.list} hidden={items.length === 0}>
      {items.map((item, index) => (
        <li
          key={item.label}
          id={optionId(index)}
          class="completion"
          role="option"
          aria-selected={index === active}
          // The keyboard stays in the box.
          onMouseDown={(event) => {
            event.preventDefault();
          }}
          onClick={() => {
            props.onAccept(index);
          }}
        >
          <Icon name={iconOf(item)} />
          <span class="completion-label">{item.label}</span>
          <span class="completion-detail">{detailOf(item)}</span>
        </li>
      ))}
    </ul>
  );
}

function lettersOf(place: CompletionPlace | undefined): string {
  return (
    (place?.typed ?? '')
      .replaceAll('*', '')
      .split(/::|[.#]/u)
      .at(-1) ?? ''
  );
}

function iconOf({ filter, label }: Completion): string {
  if (label.endsWith(':')) return 'filter';
  switch (filter) {
    case 'lang':
      return 'code';
    case 'path':
      return 'folder';
    case 'kind':
      return KIND_ICON[label as ChunkKind];
    case 'in':
      return label === 'open' ? 'files' : 'git-commit';
    case 'symbol':
    case 'like':
      return 'symbol-method';
  }
}

function detailOf({ filter, label, count }: Completion): string {
  if (label.endsWith(':')) return FILTER_TEXT[filter];
  return count === undefined ? '' : amount(count);
}
