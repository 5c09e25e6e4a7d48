import { amount, count } from '../../l10n/amounts';
import type { JSX } from 'preact';
import { hitPath, splitPath } from '../hitText';
import type { FileRow as Row } from '../rows';
import { plainText } from '../visibleText';
import { Icon } from './Icon';
import { Name } from './Name';

/** A file over its hits. */
export function FileRow(props: {
  readonly row: Row;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onToggle: () => void;
}): JSX.Element {
  const { row, active, selected } = props;
  const { folder, file } = splitPath(hitPath(row.first));
  return (
    <div
      class={selected ? 'file-row selected' : 'file-row'}
      role="treeitem"
      tabIndex={active ? 0 : -1}
      aria-level={row.level}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-selected={selected}
      aria-expanded={row.open}
      title={plainText(hitPath(row.first))}
      onClick={props.onToggle}
    >
      <Icon name={row.open ? 'chevron-down' : 'chevron-right'} />
      <Icon name="file-code" class="file-icon" />
      <Name text={file} class="file-name" /> <Name text={folder} class="folder" />{' '}
      <span class="badge" role="img" aria-label={count(row.hits, 'result')}>
        {amount(row.hits)}
      </span>
    </div>
  );
}
