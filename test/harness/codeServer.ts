import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from './eventually';
import { temporaryFolder } from './temporaryFiles';
import { ensureTools } from './tools';

export interface CodeServerOptions {
  /** Settings of the user, on top of those that keep the workbench quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A `.vsix` to install before the server starts. */
  readonly vsix?: string;
  /** Turns on the driver that runs a test suite inside the extension host. It hides notifications. */
  readonly testDriver?: boolean;
  /** Workspaces are in restricted mode, and nobody is asked whether to trust them. */
  readonly restricted?: boolean;
  /** Display language, e.g. `de`. VS Code's own texts stay English: its language packs come from where no test may ask. */
  readonly language?: string;
  /** Further environment of the server, the extension host and the engine. */
  readonly environment?: Readonly<Record<string, string>>;
}

const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'security.workspace.trust.enabled': false,
  'window.menuBarVisibility': 'compact',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'typescript.disableAutomaticTypeAcquisition': true,
  // The fixture has no node_modules: every import of it would be a red line.
  'typescript.validate.enable': false,
  'javascript.validate.enable': false,
};

const RESTRICTED = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.emptyWindow': false,
};

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

/**
 * One VS Code server with a profile of its own (home, settings, extensions, caches) that is deleted with it. Everything
 * it starts (extension host, engine) is in one process group and ends with it, also when the tests end by an exception.
 */
export class CodeServer {
  private constructor(
    private readonly child: ChildProcess,
    /** `http://127.0.0.1:PORT` */
    readonly origin: string,
    private readonly profile: string,
  ) {}

  static async start(options: CodeServerOptions = {}): Promise<CodeServer> {
    const tools = ensureTools();
    const profile = temporaryFolder('profile');
    const environment = environmentOf(profile, options.environment ?? {});
    writeSettings(profile, {
      ...QUIET_SETTINGS,
      ...(options.restricted === true ? RESTRICTED : {}),
      ...options.settings,
    });
    const folders = [
      '--user-data-dir',
      path.join(profile, 'user'),
      '--extensions-dir',
      path.join(profile, 'extensions'),
    ];
    if (options.language !== undefined) writeLanguagePack(profile, options.language);
    if (options.vsix !== undefined) installExtension([tools.entry, ...folders], tools.node, environment, options.vsix);
    const child = spawn(
      tools.node,
      [
        tools.entry,
        ...folders,
        // Port 0: the system chooses a free one, and the server's log says which.
        ...['--bind-addr', '127.0.0.1:0', '--auth', 'none', '--ignore-last-opened'],
        ...(options.restricted === true ? [] : ['--disable-workspace-trust']),
        ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--disable-proxy'],
        // Without the first an extension host lives on for hours after its window closed; the second ends the server
        // even where the tests were killed before they could.
        ...['--reconnection-grace-time', '3', '--idle-timeout-seconds', '90'],
        ...(options.language === undefined ? [] : ['--locale', options.language]),
        ...(options.testDriver === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
      ],
      { env: environment, cwd: profile, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    running.add(child);
    const server = new CodeServer(child, await addressOf(child, path.join(profile, 'server.log')), profile);
    return server;
  }

  /**
   * Address of the workbench with a folder open, or a `.code-workspace` file, or nothing. `query` is added to the address.
   */
  workbenchUrl(open: string | undefined, query: Readonly<Record<string, string>> = {}): string {
    const kind = open?.endsWith('.code-workspace') === true ? 'workspace' : 'folder';
    const parameters = new URLSearchParams(open === undefined ? { ew: 'true' } : { [kind]: open });
    for (const [name, value] of Object.entries(query)) parameters.set(name, value);
    return `${this.origin}/?${parameters.toString()}`;
  }

  /** Where the extension keeps its indexes: below this cache directory. */
  get cacheDirectory(): string {
    return path.join(this.profile, 'cache');
  }

  /** Where installed extensions lie, unpacked. */
  get extensionsFolder(): string {
    return path.join(this.profile, 'extensions');
  }

  /** What the server printed, for the report of a failure. */
  get log(): string {
    return readFileSync(path.join(this.profile, 'server.log'), 'utf8');
  }

  /** Replaces the user's settings; the workbench reads them when it is loaded. */
  setSettings(settings: Readonly<Record<string, unknown>>): void {
    writeSettings(this.profile, { ...QUIET_SETTINGS, ...settings });
  }

  /** Ends the server with all that it started, and deletes the profile. */
  async stop(): Promise<void> {
    signalGroup(this.child, 'SIGTERM');
    try {
      await eventually('the VS Code server ends', () => !groupIsAlive(this.child), 10_000);
    } catch {
      signalGroup(this.child, 'SIGKILL');
      await eventually('the VS Code server is killed', () => !groupIsAlive(this.child), 10_000);
    }
    running.delete(this.child);
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Nothing of the caller's environment but what a shell needs: a test must not depend on who runs it. */
function environmentOf(profile: string, extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = ['PATH', 'LANG', 'LC_ALL', 'TMPDIR', 'USER'].filter((name) => process.env[name] !== undefined);
  return {
    ...Object.fromEntries(kept.map((name) => [name, process.env[name]])),
    HOME: profile,
    XDG_CONFIG_HOME: path.join(profile, 'config'),
    XDG_DATA_HOME: path.join(profile, 'data'),
    XDG_STATE_HOME: path.join(profile, 'state'),
    XDG_CACHE_HOME: path.join(profile, 'cache'),
    EXTENSIONS_GALLERY: '{}',
    ...extra,
  };
}

/** An empty language pack: VS Code takes a display language only where there is one. */
function writeLanguagePack(profile: string, language: string): void {
  const user = path.join(profile, 'user');
  mkdirSync(user, { recursive: true });
  const translations = path.join(user, `${language}.json`);
  writeFileSync(translations, JSON.stringify({ contents: {} }));
  const extension = { extensionIdentifier: { id: 'hunch-test.language' }, version: '1.0.0' };
  const pack = { hash: 'empty', label: language, extensions: [extension], translations: { vscode: translations } };
  writeFileSync(path.join(user, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}

function writeSettings(profile: string, settings: Readonly<Record<string, unknown>>): void {
  const folder = path.join(profile, 'user', 'User');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

function installExtension(command: readonly string[], node: string, env: NodeJS.ProcessEnv, vsix: string): void {
  const { status, stdout, stderr } = spawnSync(node, [...command, '--install-extension', vsix], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`VS Code refused to install ${vsix}.\n${stdout}${stderr}`);
}

/** The address that the server prints once it listens. What it prints goes to `logFile`. */
function addressOf(child: ChildProcess, logFile: string): Promise<string> {
  const log = createWriteStream(logFile);
  let printed = '';
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => {
      reject(new Error(`The VS Code server ${what}.\n${printed}`));
    };
    const timer = setTimeout(fail, 60_000, 'did not start within a minute');
    child.once('error', (error) => {
      fail(`could not be started: ${error.message}`);
    });
    child.once('exit', (code) => {
      fail(`ended with code ${String(code)}`);
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => {
        printed += data.toString();
        log.write(data);
        const address = /listening on (http:\/\/[\d.]+:\d+)/.exec(printed)?.[1];
        if (address === undefined) return;
        clearTimeout(timer);
        resolve(address);
      });
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function groupIsAlive(child: ChildProcess): boolean {
  if (child.pid === undefined) return false;
  try {
    process.kill(-child.pid, 0);
    return true;
  } catch {
    return false;
  }
}
