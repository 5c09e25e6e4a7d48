import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { JSX, Ref } from 'preact';
import { MAX_QUERY_LENGTH } from '../../protocol/webview';
import { ToolbarButton } from './Icon';

const TEXT = {
  label: 'Search code by meaning',
  placeholder: 'Describe the code you look for',
  clear: 'Clear Search',
};

/** The text field component; `wrappedElement` is the input in its shadow tree. */
export type TextField = HTMLElement & { readonly value: string; readonly wrappedElement: HTMLInputElement };

export function SearchBox(props: {
  readonly field: Ref<TextField>;
  readonly text: string;
  readonly onType: (text: string) => void;
  readonly onEnter: () => void;
  readonly onDown: () => void;
  readonly onEscape: () => void;
}): JSX.Element {
  const keyDown = (event: KeyboardEvent): void => {
    // Keys that belong to an input method are not ours.
    if (event.isComposing) return;
    const act = { Enter: props.onEnter, ArrowDown: props.onDown, Escape: props.onEscape }[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <div class="search-box" role="search">
      <vscode-textfield
        ref={props.field as Ref<HTMLElement>}
        label={TEXT.label}
        placeholder={TEXT.placeholder}
        value={props.text}
        maxLength={MAX_QUERY_LENGTH}
        autocomplete="off"
        spellcheck={false}
        onInput={(event: Event) => {
          props.onType((event.currentTarget as TextField).value);
        }}
        onKeyDown={keyDown}
      >
        {props.text === '' ? null : (
          <ToolbarButton
            slot="content-after"
            icon="close"
            label={TEXT.clear}
            onClick={() => {
              props.onType('');
            }}
          />
        )}
      </vscode-textfield>
    </div>
  );
}
