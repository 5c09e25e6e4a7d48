import type { JSX } from 'preact';
import { splitDeceiving } from '../visibleText';

/** Text of a workspace, shown as what it is: deceiving characters by their number. */
export function Visible({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {splitDeceiving(text).map((piece, index) =>
        'plain' in piece ? (
          piece.plain
        ) : (
          <span key={index} class="deceiving">
            {piece.code}
          </span>
        ),
      )}
    </>
  );
}

/** A name of a workspace (symbol, path): its writing direction stays its own and cannot reorder what is around it. */
export function Name({ text, ...attributes }: { readonly text: string; readonly class?: string }): JSX.Element {
  return (
    <bdi {...attributes}>
      <Visible text={text} />
    </bdi>
  );
}
