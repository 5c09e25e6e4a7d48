import * as l10n from '@vscode/l10n';
import { count } from '../../l10n/amounts';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { TabMap } from '../../protocol/mapTab';
import { Icon, ToolbarButton } from '../components/Icon';
import { Name } from '../components/Name';
import { splitPath } from '../hitText';
import { type Listed, LISTED_AT_ONCE, type MapModel } from './model';

const TEXT = {
  title: l10n.t('Regions of the Map'),
  keys: l10n.t('Enter shows a region on the map or opens a function, the arrow keys open and close a region.'),
  unnamed: l10n.t('Other code'),
  more: l10n.t('Show more'),
  show: l10n.t('Show on the Map'),
  clear: l10n.t('Clear'),
};

type Row =
  | { readonly kind: 'list'; readonly key: string; readonly list: Listed; readonly position: number }
  | {
      readonly kind: 'dot';
      readonly key: string;
      readonly list: Listed;
      readonly dot: number;
      readonly position: number;
    }
  | { readonly kind: 'more'; readonly key: string; readonly list: Listed; readonly position: number };

/** The map as lists: its clusters with their functions, before them what was circled and what was found. */
export function MapLists({ model, map }: { readonly model: MapModel; readonly map: TabMap }): JSX.Element {
  const [open, setOpen] = useState<ReadonlyMap<string, number>>(new Map());
  const [active, setActive] = useState('');
  const tree = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const { lists } = model;
  const rows = lists.flatMap((list, position): Row[] => {
    const shown = open.get(list.key) ?? (list.key === 'circled' || list.key === 'lit' ? LISTED_AT_ONCE : 0);
    const dots = list.dots
      .slice(0, shown)
      .map((dot, place): Row => ({ kind: 'dot', key: `${list.key} ${dot}`, list, dot, position: place }));
    const hasMore = shown > 0 && shown < list.dots.length;
    const more: Row[] = hasMore ? [{ kind: 'more', key: `${list.key} more`, list, position: shown }] : [];
    return [{ kind: 'list', key: list.key, list, position }, ...dots, ...more];
  });
  const activeKey = rows.some(({ key }) => key === active) ? active : (rows[0]?.key ?? '');

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });

  const activate = (key: string): void => {
    wantsFocus.current = true;
    setActive(key);
  };
  const isOpen = (list: Listed): boolean => rows.some((row) => row.kind !== 'list' && row.list === list);
  const setShown = (list: Listed, shown: number): void => {
    setOpen(new Map([...open, [list.key, shown]]));
  };
  const choose = (row: Row, event: { ctrlKey: boolean; metaKey: boolean }, preserveFocus: boolean): void => {
    if (row.kind === 'list') {
      if (!isOpen(row.list)) setShown(row.list, LISTED_AT_ONCE);
      model.lookAt(row.list.dots);
    } else if (row.kind === 'more') setShown(row.list, row.position + LISTED_AT_ONCE);
    else {
      model.hover(row.dot);
      model.open(row.dot, { toSide: event.ctrlKey || event.metaKey, preserveFocus });
    }
  };

  const keyDown = (event: KeyboardEvent): void => {
    const index = rows.findIndex(({ key }) => key === activeKey);
    const row = rows[index];
    if (row === undefined || (event.target as HTMLElement).getAttribute('role') !== 'treeitem') return;
    const go = (to: number): void => {
      const target = rows[Math.min(Math.max(to, 0), rows.length - 1)]!;
      if (target.kind === 'dot') model.hover(target.dot);
      activate(target.key);
    };
    const act: Readonly<Record<string, () => void>> = {
      ArrowDown: () => {
        go(index + 1);
      },
      ArrowUp: () => {
        go(index - 1);
      },
      Home: () => {
        go(0);
      },
      End: () => {
        go(rows.length - 1);
      },
      PageDown: () => {
        go(index + 10);
      },
      PageUp: () => {
        go(index - 10);
      },
      ArrowRight: () => {
        if (row.kind === 'list' && !isOpen(row.list)) setShown(row.list, LISTED_AT_ONCE);
        else if (row.kind === 'list') go(index + 1);
      },
      ArrowLeft: () => {
        if (row.kind === 'list') setShown(row.list, 0);
        else go(index - row.position - 1);
      },
      Enter: () => {
        choose(row, event, false);
      },
      ' ': () => {
        choose(row, event, true);
      },
    };
    if (!act[event.key]) return;
    event.preventDefault();
    act[event.key]!();
  };

  return (
    <section class="lists" aria-label={TEXT.title}>
      <h2>{TEXT.title}</h2>
      <p class="unseen" id="map-keys">
        {TEXT.keys}
      </p>
      <div role="tree" ref={tree} aria-label={TEXT.title} aria-describedby="map-keys" onKeyDown={keyDown}>
        {rows.map((row) => (
          <ListRow
            key={row.key}
            {...{ row, map, model }}
            lists={lists.length}
            active={row.key === activeKey}
            isOpen={row.kind === 'list' && isOpen(row.list)}
            onChoose={(event) => {
              activate(row.key);
              choose(row, event, true);
            }}
            onToggle={() => {
              activate(row.key);
              setShown(row.list, isOpen(row.list) ? 0 : LISTED_AT_ONCE);
            }}
          />
        ))}
      </div>
    </section>
  );
}

function ListRow(props: {
  readonly row: Row;
  readonly map: TabMap;
  readonly model: MapModel;
  readonly lists: number;
  readonly active: boolean;
  readonly isOpen: boolean;
  readonly onChoose: (event: MouseEvent) => void;
  readonly onToggle: () => void;
}): JSX.Element {
  const { row, map, model, active, isOpen } = props;
  const shared = { role: 'treeitem' as const, tabIndex: active ? 0 : -1 };
  if (row.kind === 'list') {
    const { list } = row;
    return (
      <div
        {...shared}
        class="row list"
        aria-level={1}
        aria-setsize={props.lists}
        aria-posinset={row.position + 1}
        aria-expanded={isOpen}
        onClick={props.onToggle}
      >
        <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} />
        <Name text={list.name || TEXT.unnamed} class="name" />{' '}
        <span class="count">{count(list.dots.length, 'function')}</span>
        <span class="actions">
          <ToolbarButton
            icon="target"
            label={TEXT.show}
            onClick={() => {
              model.lookAt(list.dots);
            }}
          />
          {list.key === 'circled' ? (
            <ToolbarButton
              icon="close"
              label={TEXT.clear}
              onClick={() => {
                model.uncircle();
              }}
            />
          ) : null}
        </span>
      </div>
    );
  }
  if (row.kind === 'more')
    return (
      <div {...shared} class="row dot more" aria-level={2} onClick={props.onChoose}>
        {TEXT.more}
      </div>
    );
  return (
    <div
      {...shared}
      class="row dot"
      aria-level={2}
      aria-setsize={row.list.dots.length}
      aria-posinset={row.position + 1}
      onClick={props.onChoose}
      onPointerEnter={() => {
        model.hover(row.dot);
      }}
    >
      <Name text={dotName(map, row.dot)} class="name" /> <Name text={dotPlace(map, row.dot)} class="place" />
    </div>
  );
}

/** `Store.open` */
export function dotName(map: TabMap, dot: number): string {
  return (
    [map.container[dot], map.symbol[dot]].filter((part) => part !== '').join('.') || splitPath(pathOf(map, dot)).file
  );
}

/** `src/store.ts:12` */
export function dotPlace(map: TabMap, dot: number): string {
  return `${pathOf(map, dot)}:${map.startLine[dot]!}`;
}

function pathOf(map: TabMap, dot: number): string {
  const file = map.file[dot]!;
  const root = map.roots[map.fileRoots[file]!] ?? '';
  return root === '' ? map.files[file]! : `${root}/${map.files[file]!}`;
}
