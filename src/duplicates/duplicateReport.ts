import * as l10n from '@vscode/l10n';
import { amount, count } from '../l10n/amounts';
import { kindName } from '../l10n/kinds';
import type { DuplicateFunction, DuplicatesResponse } from '../protocol/duplicates';
import type { DuplicateGroup, Grouping } from './duplicateGroups';

/** What a report says of how it was made, beside the groups. */
export interface ReportFacts extends Pick<DuplicatesResponse, 'compared' | 'trivial' | 'unread'> {
  readonly grouping: Grouping;
  /** Names a root where several folders are open. */
  readonly folderName?: (root: string) => string | undefined;
}

/** For machines: everything about the groups, paths relative to their folder. */
export function duplicatesAsJson(groups: readonly DuplicateGroup[], facts: ReportFacts): string {
  const { compared, trivial, unread, grouping } = facts;
  return JSON.stringify(
    {
      compared,
      trivial,
      unread,
      minSimilarity: grouping.similarity,
      groups: groups.map(({ members, similarity, ...group }) => ({
        ...group,
        similarity: Math.round(similarity * 1000) / 1000,
        members: members.map(({ root, ...member }) => {
          const folder = facts.folderName?.(root);
          return folder === undefined ? member : { folder, ...member };
        }),
      })),
    },
    null,
    2,
  );
}

/** For people: a section a group, a line a function. */
export function duplicatesAsMarkdown(groups: readonly DuplicateGroup[], facts: ReportFacts): string {
  const lines = [`# ${l10n.t('Duplicate code')}`, '', summary(groups, facts)];
  for (const [index, group] of groups.entries()) {
    lines.push('', `## ${index + 1}. ${headline(group)}`, '', detail(group), '');
    for (const member of group.members) {
      const { path, startLine, endLine, kind } = member;
      const folder = facts.folderName?.(member.root);
      const place = `${folder === undefined ? '' : `${folder}/`}${path}:${startLine}-${endLine}`;
      lines.push(`- ${l10n.t('{0} ({1}) in {2}', code(fullName(member)), kindName(kind), code(place))}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** For a terminal. */
export function duplicatesAsText(groups: readonly DuplicateGroup[], facts: ReportFacts): string {
  const lines = [summary(groups, facts)];
  for (const group of groups) {
    lines.push('', `${headline(group)}: ${detail(group)}`);
    for (const member of group.members) {
      const { path, startLine, endLine } = member;
      lines.push(`  ${harmless(`${path}:${startLine}-${endLine}  ${fullName(member)}`)}`);
    }
  }
  return lines.join('\n');
}

/** `Store.open`; the kind of what has no name. */
export function fullName({
  container,
  symbol,
  kind,
}: Pick<DuplicateFunction, 'container' | 'symbol' | 'kind'>): string {
  return [container, symbol].filter((part) => part !== '').join('.') || kind;
}

function summary(groups: readonly DuplicateGroup[], { compared, trivial, unread }: ReportFacts): string {
  const extra = groups.reduce((sum, group) => sum + group.extraLines, 0);
  const functions = count(compared, 'function');
  return [
    groups.length === 0
      ? l10n.t('No duplicates among {0}.', functions)
      : l10n.t('{0} among {1}, {2} more than needed.', count(groups.length, 'group'), functions, count(extra, 'line')),
    ...(trivial === 0 ? [] : [l10n.t('{0} too short or simple to compare.', count(trivial, 'function'))]),
    ...(unread === 0 ? [] : [l10n.t('{0} not read closely yet, so their meaning was not compared.', amount(unread))]),
  ].join(' ');
}

function headline({ likeness, similarity, members }: DuplicateGroup): string {
  const name = likeness === 'near-identical' ? l10n.t('Near-identical') : l10n.t('Same meaning');
  return l10n.t('{0}, {1} %, {2}', name, Math.round(similarity * 100), count(members.length, 'function'));
}

function detail({ files, folders, extraLines }: DuplicateGroup): string {
  return l10n.t(
    '{0} in {1}, {2} more than needed',
    count(files, 'file'),
    count(folders, 'folder'),
    count(extraLines, 'line'),
  );
}

/** As code in Markdown, whatever is in it: names and paths can hold anything. */
function code(text: string): string {
  const clean = harmless(text);
  const fence = '`'.repeat(Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = clean.startsWith('`') || clean.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${clean}${pad}${fence}`;
}

/** Controls, direction marks and the like as U+FFFD: they would move or hide what stands beside them. */
function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
