import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { FilterName } from '../../query/vocabulary';
import { ToolbarButton } from './Icon';

/** What each filter does, in as few words as fit beside its name. */
export const FILTER_TEXT: Readonly<Record<FilterName, string>> = {
  lang: l10n.t('language'),
  path: l10n.t('file or folder'),
  kind: l10n.t('function, class …'),
  symbol: l10n.t('name'),
  in: l10n.t('open or changed files'),
  like: l10n.t('similar to a symbol'),
};

const TEXT = {
  open: l10n.t('Search Syntax'),
  title: l10n.t('Search syntax'),
  intro: l10n.t('Say in your own words what the code does. Narrow it down with:'),
  rules: l10n.t(
    'A dash before a filter leaves out. Of several filters of one kind, any fits. Pasted code and messages are searched for as they are.',
  ),
  rows: [
    ['lang:ts', l10n.t('code in a language')],
    ['path:src/**', l10n.t('files by a glob, or a part of their path')],
    ['-path:test', l10n.t('and not these files')],
    ['kind:method', l10n.t('functions, methods, classes …')],
    ['symbol:parse*', l10n.t('names; * stands for anything')],
    ['in:open', l10n.t('files open in editors')],
    ['in:changed', l10n.t('files that git calls changed')],
    [l10n.t('"exact phrase"'), l10n.t('text as it stands there')],
    ['-word', l10n.t('without a word')],
    ['like:parseConfig', l10n.t('code similar to a symbol')],
    ['-like:parseConfig', l10n.t('and not like a symbol')],
  ] as const,
  insert: (example: string) => l10n.t('Insert {0}', example),
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
