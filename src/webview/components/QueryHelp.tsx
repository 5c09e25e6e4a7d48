import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { FilterName } from '../../query/vocabulary';
import { ToolbarButton } from './Icon';

/** What each filter does, in as few words as fit beside its name. */
export const FILTER_TEXT: Readonly<Record<FilterName, string>> = {
  lang: 'language',
  path: 'file or folder',
  kind: 'function, class …',
  symbol: 'name',
  in: 'open or changed files',
  like: 'similar to a symbol',
};

const TEXT = {
  open: 'Search Syntax',
  title: 'Search syntax',
  intro: 'Say in your own words what the code does. Narrow it down with:',
  rules:
    'A dash before a filter leaves out. Of several filters of one kind, any fits. Pasted code and messages are searched for as they are.',
  rows: [
    ['lang:ts', 'code in a language'],
    ['path:src/**', 'files by a glob, or a part of their path'],
    ['-path:test', 'and not these files'],
    ['kind:method', 'functions, methods, classes …'],
    ['symbol:parse*', 'names; * stands for anything'],
    ['in:open', 'files open in editors'],
    ['in:changed', 'files that git calls changed'],
    ['"exact phrase"', 'text as it stands there'],
    ['-word', 'without a word'],
    ['like:parseConfig', 'code similar to a symbol'],
    ['-like:parseConfig', 'and not like a symbol'],
  ] as const,
  insert: (example: string) => `Insert ${example}`,
};

const HELP_ID = 'query-help';

/** A button at the box, and the pop-over that explains the query language; a click on an example puts it into the box. */
export function QueryHelp(props: { readonly onExample: (example: string) => void }): JSX.Element {
  const popover = useRef<HTMLDivElement>(null);
  return (
    <>
      <ToolbarButton
        icon="question"
        label={TEXT.open}
        onClick={() => {
          popover.current?.togglePopover();
        }}
      />
      {/* The browser closes it on Escape and on a click beside it, and gives the keyboard back. */}
      <div class="query-help" id={HELP_ID} ref={popover} popover="auto" role="dialog" aria-label={TEXT.title}>
        <h2>{TEXT.title}</h2>
        <p>{TEXT.intro}</p>
        <dl>
          {TEXT.rows.map(([example, text]) => (
            <div key={example} class="query-help-row">
              <dt>
                <button
                  type="button"
                  class="link code"
                  aria-label={TEXT.insert(example)}
                  onClick={() => {
                    popover.current?.hidePopover();
                    props.onExample(example);
                  }}
                >
                  {example}
                </button>
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <p>{TEXT.rules}</p>
      </div>
    </>
  );
}
