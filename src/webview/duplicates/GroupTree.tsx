import * as l10n from '@vscode/l10n';
import { amount, count, percentage } from '../../l10n/amounts';
import { kindName } from '../../l10n/kinds';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DuplicateGroup } from '../../duplicates/duplicateGroups';
import type { DuplicateFunction } from '../../protocol/duplicates';
import { Icon, ToolbarButton } from '../components/Icon';
import { Name } from '../components/Name';
import { KIND_ICON, splitPath } from '../hitText';
import { plainText } from '../visibleText';
import type { DuplicatesModel, Row } from './model';

const TEXT = {
  tree: l10n.t('Groups of duplicate functions'),
  keys: l10n.t(
    'Enter opens a function, C compares it with another of its group, the arrow keys open and close a group.',
  ),
  likeness: { 'near-identical': l10n.t('Near-identical'), 'same-meaning': l10n.t('Same meaning') },
  lines: (lines: number) => (lines === 1 ? l10n.t('1 line to save') : l10n.t('{0} lines to save', amount(lines))),
  compare: l10n.t('Compare'),
  compareGroup: l10n.t('Compare the First Two'),
  toSide: l10n.t('Open to the Side'),
  more: l10n.t('Show More Groups'),
};

/** Names of a group's functions that its line has room for. */
const NAMES = 3;

/** Groups with their functions, as a tree: one item has the tab stop, the arrow keys move it. */
export function GroupTree({ model }: { readonly model: DuplicatesModel }): JSX.Element {
  const { rows } = model;
  const list = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });

  const go = (index: number): void => {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (row === undefined) return;
    wantsFocus.current = true;
    model.activate(row.key);
  };

  const keyDown = (event: KeyboardEvent): void => {
    const index = rows.findIndex(({ key }) => key === model.active);
    const row = rows[index];
    if (row === undefined || (event.target as HTMLElement).getAttribute('role') !== 'treeitem') return;
    if (!act(event, row, index)) return;
    event.preventDefault();
  };

  const act = (event: KeyboardEvent, row: Row, index: number): boolean => {
    const isGroup = row.kind === 'group';
    switch (event.key) {
      case 'ArrowDown':
        go(index + 1);
        return true;
      case 'ArrowUp':
        go(index - 1);
        return true;
      case 'Home':
        go(0);
        return true;
      case 'End':
        go(rows.length - 1);
        return true;
      case 'PageDown':
        go(index + 10);
        return true;
      case 'PageUp':
        go(index - 10);
        return true;
      case 'ArrowRight':
        if (isGroup && !model.isOpen(row.group)) model.toggle(row.group, true);
        else if (isGroup) go(index + 1);
        return true;
      case 'ArrowLeft':
        if (isGroup) model.toggle(row.group, false);
        else go(index - row.index - 1);
        return true;
      case 'Enter':
      case ' ':
        if (isGroup) model.toggle(row.group);
        else model.open(row.member, { toSide: event.ctrlKey || event.metaKey, preserveFocus: event.key === ' ' });
        return true;
      case 'c':
      case 'C':
        if (event.ctrlKey || event.metaKey || event.altKey) return false;
        model.compare(row.group, isGroup ? 0 : row.index);
        return true;
      default:
        return false;
    }
  };

  const groups = model.shownGroups.length;
  return (
    <>
      <p class="facts" id="keys">
        {TEXT.keys}
      </p>
      <div role="tree" class="groups" ref={list} aria-label={TEXT.tree} aria-describedby="keys" onKeyDown={keyDown}>
        {rows.map((row) => {
          const active = row.key === model.active;
          const activate = (): void => {
            wantsFocus.current = true;
            model.activate(row.key);
          };
          return row.kind === 'group' ? (
            <GroupRow key={row.key} {...{ row, model, active, groups, activate }} />
          ) : (
            <MemberRow key={row.key} {...{ row, model, active, activate }} />
          );
        })}
      </div>
      {model.shownGroups.length < model.allGroups.length ? (
        <button
          type="button"
          class="link"
          onClick={() => {
            model.showMore();
          }}
        >
          {TEXT.more}
        </button>
      ) : null}
    </>
  );
}

function GroupRow(props: {
  readonly row: Row & { kind: 'group' };
  readonly model: DuplicatesModel;
  readonly active: boolean;
  readonly groups: number;
  readonly activate: () => void;
}): JSX.Element {
  const { row, model, active, groups, activate } = props;
  const { group, index } = row;
  const open = model.isOpen(group);
  const id = `group-${index}`;
  return (
    <div
      class="row group"
      role="treeitem"
      tabIndex={active ? 0 : -1}
      aria-level={1}
      aria-setsize={groups}
      aria-posinset={index + 1}
      aria-expanded={open}
      aria-labelledby={`${id}-names ${id}-likeness ${id}-facts`}
      onClick={() => {
        activate();
        model.toggle(group);
      }}
    >
      <Icon name={open ? 'chevron-down' : 'chevron-right'} />
      <span class="names" id={`${id}-names`}>
        <Name text={namesOf(group)} />
      </span>{' '}
      <span class={`likeness ${group.likeness}`} id={`${id}-likeness`}>
        <Icon name={group.likeness === 'near-identical' ? 'files' : 'lightbulb'} />
        {TEXT.likeness[group.likeness]} {percentage(Math.round(group.similarity * 100))}
      </span>{' '}
      <span class="facts-of" id={`${id}-facts`}>
        {factsOf(group)}
      </span>
      <span class="actions">
        <ToolbarButton
          icon="diff"
          label={TEXT.compareGroup}
          onClick={() => {
            model.compare(group);
          }}
        />
      </span>
    </div>
  );
}

function MemberRow(props: {
  readonly row: Row & { kind: 'member' };
  readonly model: DuplicatesModel;
  readonly active: boolean;
  readonly activate: () => void;
}): JSX.Element {
  const { row, model, active, activate } = props;
  const { member, group, index } = row;
  const { file, folder } = splitPath(pathOf(member));
  return (
    <div
      class="row member"
      role="treeitem"
      tabIndex={active ? 0 : -1}
      aria-level={2}
      aria-setsize={group.members.length}
      aria-posinset={index + 1}
      title={plainText(`${pathOf(member)}:${member.startLine}–${member.endLine}`)}
      onClick={(event) => {
        activate();
        model.open(member, { toSide: event.ctrlKey || event.metaKey || event.altKey, preserveFocus: true });
      }}
      onDblClick={() => {
        model.open(member, { toSide: false, preserveFocus: false });
      }}
    >
      <span class={`codicon codicon-${KIND_ICON[member.kind]}`} role="img" aria-label={kindName(member.kind)} />
      <Name text={nameOf(member)} class="symbol" />{' '}
      <span class="place">
        <Name text={file} />:{member.startLine}–{member.endLine}
      </span>{' '}
      <Name text={folder} class="folder" />
      <span class="actions">
        <ToolbarButton
          icon="diff"
          label={TEXT.compare}
          onClick={() => {
            model.compare(group, index);
          }}
        />
        <ToolbarButton
          icon="split-horizontal"
          label={TEXT.toSide}
          onClick={() => {
            model.open(member, { toSide: true, preserveFocus: false });
          }}
        />
      </span>
    </div>
  );
}

function nameOf({ container, symbol, path }: DuplicateFunction): string {
  return [container, symbol].filter((part) => part !== '').join('.') || splitPath(path).file;
}

function pathOf({ root, path }: DuplicateFunction): string {
  return root === '' ? path : `${root}/${path}`;
}

/** `cartTotal, sumOfOrder, …` */
function namesOf({ members }: DuplicateGroup): string {
  const names = [...new Set(members.map(({ symbol, path }) => symbol || splitPath(path).file))];
  return [...names.slice(0, NAMES), ...(names.length > NAMES ? ['…'] : [])].join(', ');
}

function factsOf({ members, files, folders, extraLines }: DuplicateGroup): string {
  return [
    count(members.length, 'function'),
    count(files, 'file'),
    count(folders, 'folder'),
    TEXT.lines(extraLines),
  ].join(' · ');
}
