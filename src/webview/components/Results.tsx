import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { MORE_LIMIT } from '../../protocol/webview';
import type { PanelController } from '../controller';
import { hitKey } from '../hitText';
import { focusRow, placeOf, rowAPageAway, scrollTo } from '../listGeometry';
import { LIST_TOP } from '../listPlace';
import type { View } from '../state';
import { HitRow } from './HitRow';

const TEXT = { list: 'Results', more: 'Show More Results' };
/** The scroll place is remembered this long after the last movement. */
const SCROLL_PAUSE_MS = 100;

/**
 * The hits, as a tree of one level: unlike the options of a list box, the items of a tree may hold buttons and be expanded,
 * and VS Code's own search view is one too. One item has the tab stop; the arrow keys move it.
 */
export function Results(props: {
  readonly view: View;
  readonly controller: PanelController;
  readonly onLeave: () => void;
}): JSX.Element {
  const { view, controller } = props;
  const hits = view.shown?.answer.hits ?? [];
  const list = useRef<HTMLDivElement>(null);
  const scroll = useRef<ReturnType<typeof setTimeout>>(undefined);

  /** Whether the list is at its top; asking the element would lay the page out at once. */
  const atTop = useRef(true);

  useLayoutEffect(() => {
    clearTimeout(scroll.current);
    if (list.current === null || (atTop.current && view.place === LIST_TOP)) return;
    scrollTo(list.current, view.place);
    // Only when another answer came: after that the person scrolls.
  }, [view.shown?.id]);
  useEffect(
    () => () => {
      controller.listEntered(false);
      clearTimeout(scroll.current);
    },
    [controller],
  );

  const go = (index: number): void => {
    const target = Math.min(Math.max(index, 0), hits.length - 1);
    controller.activate(target);
    focusRow(list.current, target);
  };

  /** A click leaves the keyboard on the hit it was on. */
  const clicked = (index: number): void => {
    controller.activate(index);
    focusRow(list.current, index);
  };

  const keyDown = (event: KeyboardEvent): void => {
    const onRow = (event.target as HTMLElement).getAttribute('role') === 'treeitem';
    const expanded = view.expanded.includes(keyOfActive(view));
    const handled = ((): boolean => {
      switch (event.key) {
        case 'ArrowDown':
          go(view.active + 1);
          return true;
        case 'ArrowUp':
          if (view.active === 0) props.onLeave();
          else go(view.active - 1);
          return true;
        case 'Home':
          go(0);
          return true;
        case 'End':
          go(hits.length - 1);
          return true;
        case 'PageDown':
          go(rowAPageAway(list.current, view.active, 1));
          return true;
        case 'PageUp':
          go(rowAPageAway(list.current, view.active, -1));
          return true;
        case 'ArrowRight':
          if (onRow && !expanded) controller.toggle(view.active);
          return onRow;
        case 'ArrowLeft':
          if (onRow && expanded) controller.toggle(view.active);
          return onRow;
        case 'Enter':
          if (onRow) controller.open(view.active, { toSide: event.ctrlKey || event.metaKey, preserveFocus: false });
          return onRow;
        case ' ':
          if (onRow) controller.open(view.active, { toSide: false, preserveFocus: true });
          return onRow;
        case 'Escape':
          props.onLeave();
          return true;
        default:
          return false;
      }
    })();
    if (handled) event.preventDefault();
  };

  return (
    <div
      class="results"
      ref={list}
      onKeyDown={keyDown}
      onPointerEnter={() => {
        controller.listEntered(true);
      }}
      onPointerLeave={() => {
        controller.listEntered(list.current?.contains(document.activeElement) === true);
      }}
      onFocusIn={() => {
        controller.listEntered(true);
      }}
      onFocusOut={() => {
        controller.listEntered(list.current?.matches(':hover') === true);
      }}
      onScroll={(event) => {
        const scrolled = event.currentTarget;
        atTop.current = scrolled.scrollTop === 0;
        clearTimeout(scroll.current);
        scroll.current = setTimeout(() => {
          controller.scrolled(placeOf(scrolled));
        }, SCROLL_PAUSE_MS);
      }}
    >
      <div role="tree" aria-label={TEXT.list}>
        {hits.map((hit, index) => (
          <HitRow
            key={hitKey(hit)}
            hit={hit}
            index={index}
            count={hits.length}
            active={index === view.active}
            selected={index === view.active && view.touched}
            expanded={view.expanded.includes(hitKey(hit))}
            onOpen={(how) => {
              clicked(index);
              controller.open(index, how);
            }}
            onSimilar={() => {
              controller.activate(index);
              controller.showSimilar(index);
            }}
            onToggle={() => {
              clicked(index);
              controller.toggle(index);
            }}
          />
        ))}
      </div>
      {canShowMore(view) ? (
        <button
          type="button"
          class="link more-results"
          onClick={() => {
            controller.showMore();
          }}
        >
          {TEXT.more}
        </button>
      ) : null}
    </div>
  );
}

/** Whether the answer was cut and a longer one can be had. */
function canShowMore(view: View): boolean {
  const hits = view.shown?.answer.hits ?? [];
  return view.title === undefined && view.limit < MORE_LIMIT && hits.length >= view.limit;
}

function keyOfActive(view: View): string {
  const hit = view.shown?.answer.hits[view.active];
  return hit === undefined ? '' : hitKey(hit);
}
