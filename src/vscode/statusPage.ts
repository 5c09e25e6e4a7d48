import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { amount, count, moment } from '../l10n/amounts';
import { reasonText } from '../l10n/reasons';
import type { EngineReport, FolderReport } from '../protocol/engine';
import { Command } from './commandIds';
import { bytes, duration } from './quantities';

/** A list longer than this is cut, and says so. */
const LISTED = 500;

/**
 * The whole page; what it says comes by message, so that it can be renewed without losing the reader's place.
 * @param language of the strings, e.g. `zh-cn`
 */
export function statusShell(language: string): string {
  const nonce = randomBytes(16).toString('base64');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}';">
<title>${escape(l10n.t('Hunch: Index Status'))}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main id="content" aria-live="off"></main>
<script nonce="${nonce}">
const content = document.getElementById('content');
addEventListener('message', ({ data }) => {
  if (typeof data?.html !== 'string') return;
  const open = new Set([...content.querySelectorAll('details[open]')].map(({ id }) => id));
  const focus = document.activeElement?.id;
  content.innerHTML = data.html;
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  if (focus) document.getElementById(focus)?.focus();
});
acquireVsCodeApi().postMessage('ready');
</script>
</body>
</html>`;
}

const STYLE = `
body { padding: 0 24px 24px; max-width: 60em; font: var(--vscode-font-weight) var(--vscode-font-size)/1.5 var(--vscode-font-family); color: var(--vscode-foreground); }
h1 { font-size: 1.6em; font-weight: 400; margin: 24px 0 8px; }
h2 { font-size: 1.25em; font-weight: 600; margin: 28px 0 4px; padding-top: 12px; border-top: 1px solid var(--vscode-widget-border, var(--vscode-panel-border, transparent)); }
h3 { font-size: 1em; font-weight: 600; margin: 16px 0 4px; }
nav { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 4px 0 12px; }
a { color: var(--vscode-textLink-foreground); }
a:focus-visible, summary:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
table { border-collapse: collapse; }
th, td { text-align: start; vertical-align: top; padding: 2px 24px 2px 0; font-weight: 400; }
th[scope=row] { color: var(--vscode-descriptionForeground); white-space: nowrap; }
thead th { color: var(--vscode-descriptionForeground); }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
td, li { overflow-wrap: anywhere; }
summary { cursor: pointer; margin: 4px 0; }
.error { color: var(--vscode-errorForeground); }
.quiet { color: var(--vscode-descriptionForeground); }
`;

/** What the page says. @param failure why there is no engine, in a sentence */
export function statusContent(report: EngineReport | undefined, failure: string | undefined, paused: boolean): string {
  const links = [
    link(Command.rebuildIndex, l10n.t('Rebuild Index')),
    paused
      ? link(Command.resumeIndexing, l10n.t('Resume Indexing'))
      : link(Command.pauseIndexing, l10n.t('Pause Indexing')),
    link(Command.deleteIndex, l10n.t('Delete Index…')),
    link(Command.copyDiagnostics, l10n.t('Copy Diagnostics')),
    link(Command.showLog, l10n.t('Show Log')),
  ];
  const body =
    report === undefined
      ? `<p${failure === undefined ? '' : ' class="error"'}>${escape(failure ?? l10n.t('The search engine is starting.'))}</p>`
      : [...report.folders.map((folder, index) => folderSection(folder, index)), engineSection(report)].join('\n');
  return `<h1>${escape(l10n.t('Hunch: Index Status'))}</h1><nav>${links.join('')}</nav>${body}`;
}

function folderSection(folder: FolderReport, index: number): string {
  const facts: [string, string][] = [
    [l10n.t('State'), stateText(folder)],
    [l10n.t('Files'), amount(folder.files)],
    [l10n.t('Chunks'), amount(folder.chunks)],
    [l10n.t('Last updated'), folder.updatedAt === '' ? l10n.t('never') : moment(folder.updatedAt)],
    [
      l10n.t('Model'),
      folder.model === ''
        ? '–'
        : l10n.t('{0}, {1} dimensions, fingerprint {2}', folder.model, folder.dimensions, folder.fingerprint),
    ],
    [l10n.t('Size on disk'), sizeText(folder)],
    [l10n.t('Folder'), folder.root],
  ];
  const rows = facts.map(([name, value]) => `<tr><th scope="row">${escape(name)}</th><td>${escape(value)}</td></tr>`);
  const error = folder.state.error === undefined ? '' : `<p class="error">${escape(folder.state.error)}</p>`;
  return `<section><h2>${escape(path.basename(folder.root))}</h2>${error}<table><tbody>${rows.join('')}</tbody></table>
${languageTable(folder)}${leftOutTable(folder, index)}</section>`;
}

function stateText({ state, perSecond, secondsLeft }: FolderReport): string {
  const pace =
    perSecond === undefined || secondsLeft === undefined
      ? ''
      : ` ${l10n.t('({0} a second, about {1} left)', amount(perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond)), duration(secondsLeft))}`;
  switch (state.phase) {
    case 'starting':
      return l10n.t('Opening the index');
    case 'scanning':
      return l10n.t('Looking for changed files');
    case 'indexing':
      return l10n.t('Indexing: {0} of {1}', amount(state.done), count(state.total, 'file')) + pace;
    case 'refining':
      return l10n.t('Reading closely: {0} of {1} chunks', amount(state.done), amount(state.total)) + pace;
    case 'ready':
      return l10n.t('Up to date');
    case 'paused':
      return state.held === 'battery' ? l10n.t('Waiting while on battery') : l10n.t('Paused');
    case 'failed':
      return l10n.t('Failed');
  }
}

function sizeText({ bytesOnDisk, sizes }: FolderReport): string {
  const parts = Object.entries(sizes)
    .sort(([, a], [, b]) => b - a)
    .map(([table, size]) => `${table} ${bytes(size)}`);
  return parts.length === 0 ? bytes(bytesOnDisk) : `${bytes(bytesOnDisk)} (${parts.join(', ')})`;
}

function languageTable({ languages }: FolderReport): string {
  if (languages.length === 0) return '';
  const rows = languages.map(
    ({ language, files, chunks }) =>
      `<tr><th scope="row">${escape(language)}</th><td class="number">${amount(files)}</td><td class="number">${amount(chunks)}</td></tr>`,
  );
  return `<h3>${escape(l10n.t('By language'))}</h3>${countTable([l10n.t('Language'), l10n.t('Files'), l10n.t('Chunks')], rows)}`;
}

function leftOutTable({ leftOut, skipped }: FolderReport, index: number): string {
  if (leftOut.length === 0) return `<h3>${escape(l10n.t('Left out'))}</h3><p>${escape(l10n.t('Nothing.'))}</p>`;
  const rows = leftOut.map(
    ({ reason, files, folders }) =>
      `<tr><th scope="row">${escape(reasonText(reason))}</th><td class="number">${amount(files)}</td><td class="number">${amount(folders)}</td></tr>`,
  );
  const items = skipped
    .slice(0, LISTED)
    .map(
      ({ path: file, reason }) => `<li>${escape(file)} <span class="quiet">${escape(reasonText(reason))}</span></li>`,
    );
  const more =
    skipped.length > LISTED
      ? `<p class="quiet">${escape(l10n.t('and {0} more', amount(skipped.length - LISTED)))}</p>`
      : '';
  const list =
    items.length === 0
      ? ''
      : `<details id="skipped${index}"><summary id="summary${index}">${escape(l10n.t('Files and folders left out, one by one'))}</summary><ul>${items.join('')}</ul>${more}</details>`;
  const heads = [l10n.t('Reason'), l10n.t('Files'), l10n.t('Folders')];
  return `<h3>${escape(l10n.t('Left out'))}</h3>${countTable(heads, rows)}${list}`;
}

function countTable([first, ...others]: readonly string[], rows: readonly string[]): string {
  const heads = others.map((head) => `<th scope="col" class="number">${escape(head)}</th>`);
  return `<table><thead><tr><th scope="col">${escape(first!)}</th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function engineSection(report: EngineReport): string {
  const facts: [string, string][] = [
    [l10n.t('Memory'), bytes(report.memoryBytes)],
    [l10n.t('Running for'), duration(report.uptimeMs / 1000)],
    [
      l10n.t('Processor limit'),
      report.coresAllowed === undefined ? l10n.t('none') : coresText(Math.round(report.coresAllowed * 10) / 10),
    ],
    [l10n.t('Models'), report.models.map((model) => `${model.name} ${bytes(model.bytes)}`).join(', ')],
    [l10n.t('Kept vectors'), bytes(report.cache.keptVectors)],
    [l10n.t('All indexes'), l10n.t('{0}, {1} together', amount(report.cache.indexes), bytes(report.cache.bytes))],
  ];
  const rows = facts.map(([name, value]) => `<tr><th scope="row">${escape(name)}</th><td>${escape(value)}</td></tr>`);
  const errors = report.errors.map(
    ({ at, component, text }) =>
      `<li><span class="quiet">${escape(moment(at))} ${escape(component)}</span> ${escape(text.split('\n')[0]!)}</li>`,
  );
  return `<section><h2>${escape(l10n.t('Engine'))}</h2><table><tbody>${rows.join('')}</tbody></table>
<h3>${escape(l10n.t('Last errors'))}</h3>${errors.length === 0 ? `<p>${escape(l10n.t('None.'))}</p>` : `<ul>${errors.reverse().join('')}</ul>`}</section>`;
}

function coresText(cores: number): string {
  return cores === 1 ? l10n.t('1 core on average') : l10n.t('{0} cores on average', amount(cores));
}

function link(command: string, title: string): string {
  return `<a id="${command}" href="command:${command}">${escape(title)}</a>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
