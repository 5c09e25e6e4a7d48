import type { ComponentChildren, HTMLAttributes } from 'preact';

/** The components of `@vscode-elements/elements` that the panel uses, with the properties it sets. */
interface ElementProps extends HTMLAttributes<HTMLElement> {
  slot?: string;
  children?: ComponentChildren;
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'vscode-badge': ElementProps & { variant?: 'default' | 'counter' };
      'vscode-button': ElementProps & { secondary?: boolean; block?: boolean };
      'vscode-progress-bar': ElementProps & { value?: number; max?: number; indeterminate?: boolean };
      'vscode-textfield': ElementProps & {
        label: string;
        value: string;
        placeholder?: string;
        maxLength?: number;
        autocomplete?: string;
      };
      'vscode-toolbar-button': ElementProps & { label: string };
    }
  }
}
