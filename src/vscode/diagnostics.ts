import type { EngineReport, FolderReport } from '../protocol/engine';
import { bytes, duration } from './quantities';

/** What is known of the window, beside what the engine reports. */
export interface DiagnosticsHost {
  readonly hunch: string;
  readonly editor: string;
  readonly system: string;
  /** Of the machine that the extension runs on: empty, `ssh-remote`, `wsl`, … */
  readonly remote: string;
  readonly trusted: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A path on Linux, macOS or Windows, or a URI of a file, up to what cannot belong to it. */
const ABSOLUTE_PATH = /(?:file:\/\/)?(?:(?<![\w.])~?\/|\b[A-Za-z]:[\\/]|\\\\)[^\s"'`()<>|,;]*[\\/][^\s"'`()<>|,;]*/g;

/**
 * The state of the engine as text for a bug report. It holds no code, no query, no file names, and of the paths that errors
 * name only what is inside a workspace folder.
 */
export function diagnostics(
  report: EngineReport | undefined,
  failure: string | undefined,
  host: DiagnosticsHost,
): string {
  const roots = report?.folders.map(({ root }) => root) ?? [];
  const lines = [
    `Hunch ${host.hunch}, ${host.editor}, ${host.system}${host.remote === '' ? '' : `, remote: ${host.remote}`}`,
    `Workspace ${host.trusted ? 'trusted' : 'in restricted mode'}`,
    `Settings ${JSON.stringify(host.settings)}`,
  ];
  if (failure !== undefined) lines.push(`Engine stopped: ${withoutPaths(failure, roots)}`);
  if (report) {
    lines.push(
      `Engine up ${duration(report.uptimeMs / 1000)}, ${bytes(report.memoryBytes)} of memory, ` +
        `${report.coresAllowed === undefined ? 'no limit of' : `at most ${report.coresAllowed.toFixed(1)}`} cores`,
      `Models ${report.models.map((model) => `${model.name} (${bytes(model.bytes)})`).join(', ')}`,
      `Cache ${report.cache.indexes} indexes, ${bytes(report.cache.bytes)}; kept vectors ${bytes(report.cache.keptVectors)}`,
      ...report.folders.flatMap((folder, index) => folderLines(folder, index, roots)),
      `Last errors: ${report.errors.length === 0 ? 'none' : ''}`,
      ...report.errors.map(
        ({ at, level, component, text }) => `  ${at} ${level} ${component}: ${withoutPaths(firstLine(text), roots)}`,
      ),
    );
  }
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function folderLines(folder: FolderReport, index: number, roots: readonly string[]): string[] {
  const { state } = folder;
  const sizes = Object.entries(folder.sizes).map(([table, size]) => `${table} ${bytes(size)}`);
  return [
    `Folder ${index + 1}: ${state.phase}${state.held === undefined ? '' : ` (${state.held})`}, ` +
      `${state.done} of ${state.total} in hand, ${folder.files} files, ${folder.chunks} chunks`,
    `  Model ${folder.model}, fingerprint ${folder.fingerprint}, schema ${folder.schema}, updated ${folder.updatedAt}`,
    `  Size ${bytes(folder.bytesOnDisk)}: ${sizes.join(', ')}`,
    `  Languages ${folder.languages.map(({ language, files, chunks }) => `${language} ${files}/${chunks}`).join(', ')}`,
    ...folder.leftOut.map(({ reason, files, folders }) => `  Left out: ${files} files, ${folders} folders ${reason}`),
    ...(state.error === undefined ? [] : [`  Error: ${withoutPaths(state.error, roots)}`]),
  ];
}

/** Workspace folders become `<folder 1>`, all other absolute paths `<path>`. */
export function withoutPaths(text: string, roots: readonly string[]): string {
  let named = text;
  for (const [index, root] of roots.entries())
    named = named
      .replaceAll(root, `<folder ${index + 1}>`)
      .replaceAll(root.replaceAll('\\', '/'), `<folder ${index + 1}>`);
  return named.replace(ABSOLUTE_PATH, (path, offset: number) => (named[offset - 1] === '>' ? path : '<path>'));
}

function firstLine(text: string): string {
  return text.split('\n')[0]!.slice(0, 500);
}
