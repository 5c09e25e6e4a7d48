import * as l10n from '@vscode/l10n';
import type { JSX, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ValueCount } from '../../protocol/engine';
import { MAX_QUERY_LENGTH } from '../../protocol/webview';
import type { QueryMistake } from '../../protocol/query';
import { parseQuery } from '../../query/parseQuery';
import { mark } from '../queryMarks';
import { CompletionList, optionId, LIST_ID, useCompletions, type AskValues } from './Completions';
import { ToolbarButton } from './Icon';
import { QueryHelp } from './QueryHelp';
import { MISTAKES_ID, QueryMistakes } from './QueryMistakes';

const TEXT = {
  label: l10n.t('Search code by meaning'),
  placeholder: l10n.t('Describe the code you look for'),
  clear: l10n.t('Clear Search'),
};

/** So long after the last letter what is wrong with the word being typed is said. */
const PAUSE_MS = 800;

/**
 * Where one types the query: what it understands as a filter is set off, mistakes are underlined and told, filters and their
 * values are completed. The library's text field keeps its input in a shadow tree, where neither the list of completions nor
 * the marks behind the text can reach it; so this is a plain input, in the same colours.
 */
export function SearchBox(props: {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly text: string;
  /** What the engine found wrong with exactly this query, which knows more than its words. */
  readonly mistakes: readonly QueryMistake[] | undefined;
  readonly values: { readonly id: string; readonly list: readonly ValueCount[] } | undefined;
  readonly onAskValues: AskValues;
  readonly onType: (text: string) => void;
  readonly onEnter: () => void;
  readonly onDown: () => void;
  readonly onEscape: () => void;
}): JSX.Element {
  const { field, text, onType } = props;
  const marks = useRef<HTMLDivElement>(null);
  const [caret, setCaret] = useState<number | undefined>(undefined);
  const completions = useCompletions({ text, caret, values: props.values, onAskValues: props.onAskValues });
  const caretAfter = useRef<number | undefined>(undefined);
  /** Puts a text into the box and the caret where it goes on. */
  const replace = (start: number, end: number, insert: string): void => {
    caretAfter.current = start + insert.length;
    onType(text.slice(0, start) + insert + text.slice(end));
    field.current?.focus();
  };
  useEffect(() => {
    const at = caretAfter.current;
    if (at === undefined) return;
    caretAfter.current = undefined;
    field.current?.setSelectionRange(at, at);
    setCaret(at);
  }, [text]);
  const accept = (index: number): void => {
    const { place, items } = completions;
    const item = items[index];
    if (place !== undefined && item !== undefined) replace(place.start, place.end, item.insert);
  };

  const paused = useIsSettled(text, PAUSE_MS);
  const all = props.mistakes ?? parseQuery(text).mistakes;
  const isTyping = (mistake: QueryMistake): boolean => caret !== undefined && caret === mistake.end && !paused;
  const mistakes = completions.isOpen ? [] : all.filter((mistake) => !isTyping(mistake));

  const keyDown = (event: KeyboardEvent): void => {
    // Keys that belong to an input method are not ours.
    if (event.isComposing) return;
    const act = completions.keyDown(event, accept) ?? boxKeys(props)[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const follow = (): void => {
    setCaret(field.current?.selectionStart ?? undefined);
    if (marks.current !== null) marks.current.scrollLeft = field.current?.scrollLeft ?? 0;
  };
  return (
    <div class="search-box" role="search">
      <div class="query">
        <div class="query-text">
          <div class="query-marks" ref={marks} aria-hidden="true">
            {mark(text, mistakes).map(({ text: part, kind }, index) => (
              <span key={index} class={kind}>
                {part}
              </span>
            ))}
          </div>
          <input
            ref={field}
            type="text"
            role="combobox"
            aria-label={TEXT.label}
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-expanded={completions.isOpen}
            aria-controls={LIST_ID}
            aria-describedby={MISTAKES_ID}
            aria-invalid={mistakes.some(({ severity }) => severity === 'error')}
            {...(completions.active >= 0 ? { 'aria-activedescendant': optionId(completions.active) } : {})}
            placeholder={TEXT.placeholder}
            value={text}
            maxLength={MAX_QUERY_LENGTH}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => {
              follow();
              onType(event.currentTarget.value);
            }}
            onKeyDown={keyDown}
            onKeyUp={follow}
            onClick={follow}
            onScroll={follow}
            onBlur={() => {
              setCaret(undefined);
            }}
          />
        </div>
        {text === '' ? null : (
          <ToolbarButton
            icon="close"
            label={TEXT.clear}
            onClick={() => {
              onType('');
            }}
          />
        )}
        <QueryHelp
          onExample={(example) => {
            const start = text.trimEnd().length;
            replace(start, text.length, `${start === 0 ? '' : ' '}${example} `);
          }}
        />
        <CompletionList completions={completions} onAccept={accept} />
      </div>
      <QueryMistakes
        mistakes={mistakes}
        onFix={({ start, end, suggestion = '' }) => {
          replace(start, end, suggestion);
        }}
      />
    </div>
  );
}

function boxKeys(props: {
  readonly onEnter: () => void;
  readonly onDown: () => void;
  readonly onEscape: () => void;
}): Readonly<Record<string, () => void>> {
  return { Enter: props.onEnter, ArrowDown: props.onDown, Escape: props.onEscape };
}

/** Whether a text has not changed for a while. */
function useIsSettled(text: string, afterMs: number): boolean {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text);
    }, afterMs);
    return () => {
      clearTimeout(timer);
    };
  }, [text, afterMs]);
  return settled === text;
}
