import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { MORE_LIMIT, type Layout } from '../../protocol/webview';
import type { PanelController } from '../controller';
import { estimatedHeight } from '../rowHeight';
import { rowAt, rowsOf, type Row } from '../rows';
import type { View } from '../state';
import { placeOf, rowAPageAway, scrollToPlace, useVirtualList } from '../virtualList';
import { FileRow } from './FileRow';
import { HitRow } from './HitRow';

const TEXT = { list: l10n.t('Results'), more: l10n.t('Show More Results') };
/** The scroll place is remembered this long after the last movement. */
const SCROLL_PAUSE_MS = 100;

/**
 * The hits, as a tree: unlike the options of a list box, the items of a tree may hold buttons and be expanded, and VS Code's
 * own search view is one too. One item has the tab stop; the arrow keys move it. Only what is in sight is drawn.
 */
export function Results(props: {
  readonly view: View;
  readonly layout: Layout;
  readonly controller: PanelController;
  readonly onLeave: () => void;
}): JSX.Element {
  const { view, layout, controller } = props;
  const hits = view.shown?.answer.hits ?? [];
  const rows = useMemo(() => rowsOf(hits, layout, view.closed), [hits, layout, view.closed]);
  const active = rowAt(rows, view.active);
  const scroller = useRef<HTMLDivElement>(null);
  const scroll = useRef<ReturnType<typeof setTimeout>>(undefined);
  const list = useVirtualList({
    scroller,
    count: rows.length,
    kept: active,
    keyOf: (row) => rows[row]?.key ?? '',
    estimate: (row) => estimatedHeight(rows[row], view.expanded),
  });

  const since = `${layout} ${view.shown?.since ?? ''}`;
  const sinceThen = useRef<string>(undefined);
  useLayoutEffect(() => {
    clearTimeout(scroll.current);
    if (sinceThen.current === undefined) scrollToPlace(list, view.place);
    else list.scrollToOffset(0);
    sinceThen.current = since;
    // Only when the list begins anew: after that the person scrolls.
  }, [since]);
  useEffect(
    () => () => {
      controller.listEntered(false);
      clearTimeout(scroll.current);
    },
    [controller],
  );

  /** Moves the keyboard: the row may have to be drawn first. */
  const focusNext = useRef(false);
  const go = (index: number): void => {
    const target = Math.min(Math.max(index, 0), rows.length - 1);
    focusNext.current = true;
    controller.activate(rows[target]?.key ?? '');
    if (target === active) focusActive();
  };
  const focusActive = (): void => {
    focusNext.current = false;
    list.scrollToIndex(active, { align: 'auto' });
    scroller.current?.querySelector<HTMLElement>('[tabindex="0"][role="treeitem"]')?.focus({ preventScroll: true });
  };
  useLayoutEffect(() => {
    if (focusNext.current) focusActive();
  }, [active]);

  const keyDown = (event: KeyboardEvent): void => {
    const onRow = (event.target as HTMLElement).getAttribute('role') === 'treeitem';
    const row = rows[active];
    if (row === undefined || event.isComposing) return;
    const handled = ((): boolean => {
      switch (event.key) {
        case 'ArrowDown':
          go(active + 1);
          return true;
        case 'ArrowUp':
          if (active === 0) props.onLeave();
          else go(active - 1);
          return true;
        case 'Home':
          go(0);
          return true;
        case 'End':
          go(rows.length - 1);
          return true;
        case 'PageDown':
          go(rowAPageAway(list, active, 1));
          return true;
        case 'PageUp':
          go(rowAPageAway(list, active, -1));
          return true;
        case 'Escape':
          props.onLeave();
          return true;
        default:
          return onRow && onRowKey(event, row);
      }
    })();
    if (handled) event.preventDefault();
  };

  /** Keys that mean the row itself, not a button on it. */
  const onRowKey = (event: KeyboardEvent, row: Row): boolean => {
    const isOpen = row.kind === 'file' ? row.open : view.expanded.includes(row.key);
    const toggle = (): void => {
      if (row.kind === 'file') controller.toggleFile(row.key);
      else controller.toggle(row.key);
    };
    const open = (how: { readonly toSide: boolean; readonly preserveFocus: boolean }): void => {
      if (row.kind === 'file') toggle();
      else controller.open(row.index, how);
    };
    switch (event.key) {
      case 'ArrowRight':
        if (!isOpen) toggle();
        else if (row.kind === 'file') go(active + 1);
        return true;
      case 'ArrowLeft':
        if (isOpen) toggle();
        else if (row.level === 2) go(rows.findLastIndex(({ level }, index) => level === 1 && index < active));
        return true;
      case 'Enter':
        open({ toSide: event.ctrlKey || event.metaKey, preserveFocus: false });
        return true;
      case '?':
        if (row.kind === 'hit' && view.title === undefined) controller.explain(row.key, row.index);
        return true;
      case 'c':
        if (!(event.ctrlKey || event.metaKey) || row.kind !== 'hit') return false;
        if (getSelection()?.isCollapsed === false) return false;
        controller.export('clipboard', row.index);
        return true;
      case ' ':
        open({ toSide: false, preserveFocus: true });
        return true;
      default:
        return false;
    }
  };

  return (
    <div
      class="results"
      ref={scroller}
      onKeyDown={keyDown}
      onPointerEnter={() => {
        controller.listEntered(true);
      }}
      onPointerLeave={() => {
        controller.listEntered(scroller.current?.contains(document.activeElement) === true);
      }}
      onFocusIn={() => {
        controller.listEntered(true);
      }}
      onFocusOut={() => {
        controller.listEntered(scroller.current?.matches(':hover') === true);
      }}
      onScroll={() => {
        clearTimeout(scroll.current);
        scroll.current = setTimeout(() => {
          controller.scrolled(placeOf(list));
        }, SCROLL_PAUSE_MS);
      }}
    >
      <div class="rows" role="tree" aria-label={TEXT.list} style={{ height: `${list.getTotalSize()}px` }}>
        {list.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              // Chromium keeps the style of an element that moves and changes its class at once: it is made anew.
              key={`${row.level}\n${String(key)}`}
              class="row"
              role="none"
              data-index={index}
              ref={list.measureElement}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.kind === 'file' ? (
                <FileRow
                  row={row}
                  active={index === active}
                  selected={index === active && view.touched}
                  onToggle={() => {
                    go(index);
                    controller.toggleFile(row.key);
                  }}
                />
              ) : (
                <HitRow
                  row={row}
                  answer={view.shown?.id ?? ''}
                  place={layout === 'list'}
                  active={index === active}
                  selected={index === active && view.touched}
                  expanded={view.expanded.includes(row.key)}
                  onOpen={(how) => {
                    go(index);
                    controller.open(row.index, how);
                  }}
                  explanation={view.why[row.key]}
                  {...(view.title === undefined
                    ? {
                        onExplain: () => {
                          go(index);
                          controller.explain(row.key, row.index);
                        },
                      }
                    : {})}
                  onSimilar={() => {
                    controller.activate(row.key);
                    controller.showSimilar(row.index);
                  }}
                  onToggle={() => {
                    go(index);
                    controller.toggle(row.key);
                  }}
                />
              )}
            </div>
          );
        })}
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
