import type { ComponentChildren, JSX } from 'preact';

/** A sentence with an element in the place of its `{0}`, which is not in the same place in every language. */
export function Filled(props: { readonly text: string; readonly children: ComponentChildren }): JSX.Element {
  const [before = '', after = ''] = props.text.split('{0}');
  return (
    <>
      {before}
      {props.children}
      {after}
    </>
  );
}
