import type { JSX } from 'preact';

/** A codicon; it says nothing to a screen reader, so the text beside it must. */
export function Icon({ name, class: more = '' }: { readonly name: string; readonly class?: string }): JSX.Element {
  return <span class={`codicon codicon-${name} ${more}`} aria-hidden="true" />;
}

/** A small button with a codicon, as in VS Code's toolbars. */
export function ToolbarButton(props: {
  readonly icon: string;
  readonly label: string;
  readonly slot?: string;
  readonly onClick: () => void;
}): JSX.Element {
  return (
    <vscode-toolbar-button
      label={props.label}
      title={props.label}
      {...(props.slot === undefined ? {} : { slot: props.slot })}
      onClick={(event: Event) => {
        event.stopPropagation();
        props.onClick();
      }}
    >
      <Icon name={props.icon} />
    </vscode-toolbar-button>
  );
}
