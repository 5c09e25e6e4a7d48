import type { LeftOut } from './leftOut';

/** Nothing in them is ever the workspace's own code, and nothing brings them back. */
const VERSION_CONTROL = new Set(['.git', '.hg', '.svn', '.jj']);

/** Other people's code as package managers lay it down, by the names of their folders. */
const DEPENDENCIES = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'site-packages',
  'elm-stuff',
  '.yarn',
  '.pnpm-store',
  '.venv',
]);

/** Other people's code that was copied into a repository, by the names that are the custom for it. */
const VENDORED = new Set([
  'vendor',
  'vendors',
  'vendored',
  'third_party',
  'third-party',
  'thirdparty',
  '3rdparty',
  '3rd_party',
  'pods',
  'carthage',
  'godeps',
]);

const TOOL_CACHES = new Set([
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '__pycache__',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.turbo',
  '.parcel-cache',
  '.angular',
  '.gradle',
  '.terraform',
  '.nyc_output',
  '.vscode-test',
]);

/** Files that mark the folder they are in, whatever it is called. */
const MARKERS: readonly { readonly file: string; readonly leftOut: LeftOut }[] = [
  { file: 'pyvenv.cfg', leftOut: { reason: 'dependencies', rule: 'a Python virtual environment' } },
  { file: 'CACHEDIR.TAG', leftOut: { reason: 'cache of a tool', rule: 'it holds a CACHEDIR.TAG' } },
];

/** What may be a secret, by the names that are the custom for it. A name in lower case is matched. */
const SECRETS: readonly { readonly name: RegExp; readonly reason: string }[] = [
  // `.env.example` and its like are there to be read, but hold no code either.
  { name: /^\.env(?:$|[.\-_])|^\.envrc$|\.env$/, reason: 'environment file, which may hold secrets' },
  {
    name: /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$|\.(?:pem|key|ppk|p12|pfx|p8|jks|keystore|kdbx|gpg)$/,
    reason: 'private key',
  },
  {
    name: /^(?:[._]netrc|\.pgpass|\.my\.cnf|\.npmrc|\.pypirc|\.dockercfg|\.git-credentials|\.htpasswd|\.s3cfg|\.boto|credentials|terraform\.tfstate(?:\.backup)?)$|^(?:client[_-]?secrets?|service[_-]?account|credentials?|secrets?)[\w.-]*\.(?:json|ya?ml|toml|ini|cfg|conf|properties|xml|txt|enc)$|\.tfvars(?:\.json)?$/,
    reason: 'credentials',
  },
];

const MINIFIED_NAME = /[.-]min\.[cm]?js$|\.bundle\.js$|[.-]min\.css$/;

/** A library copied with its version in its name, as `jquery-3.7.1.js` or `bootstrap.5.3.2.bundle.css`. */
const LIBRARY_COPY =
  /^(?:angular|backbone|bootstrap|chart|d3|dojo|ember|handlebars|highcharts|jquery|knockout|leaflet|lodash|modernizr|moment|mootools|popper|prototype|react|require|select2|three|underscore|vue|yui|zepto)(?:[.-][a-z]+)*[.-]?v?\d+(?:\.\d+)+(?:[.-][a-z]+)*\.(?:[cm]?js|css)$/;

/** Names that generators give, by their own conventions. */
const GENERATED_NAME =
  /\.(?:pb|pb\.gw|pb\.validate)\.(?:go|cc|h|dart)$|_pb2(?:_grpc)?\.pyi?$|_(?:grpc_)?pb\.(?:js|d\.ts|rb)$|\.(?:g|freezed|gr|mocks)\.dart$|\.(?:designer|g|g\.i)\.cs$|\.generated\.\w+$|[._-]generated\.go$|^zz_generated\.|^(?:lex\.yy|y\.tab)\.[ch]$|\.tab\.[ch]$/;

/** Whether a folder belongs to version control itself. */
export function isVersionControl(name: string): boolean {
  return VERSION_CONTROL.has(name);
}

/** Folders in which a package manager, a tool or version control works: only a rule that names one means what is in it. */
export const TOOL_FOLDERS: ReadonlySet<string> = new Set([...VERSION_CONTROL, ...DEPENDENCIES, ...TOOL_CACHES]);

/** Why a folder stays out where nobody says otherwise. */
export function folderLeftOut(name: string): LeftOut | undefined {
  if (VERSION_CONTROL.has(name)) return { reason: 'version control' };
  if (DEPENDENCIES.has(name)) return { reason: 'dependencies', rule: `its name is ${name}` };
  if (TOOL_CACHES.has(name)) return { reason: 'cache of a tool', rule: `its name is ${name}` };
  if (VENDORED.has(name.toLowerCase())) return { reason: 'vendored', rule: `its name is ${name}` };
  return undefined;
}

/** Why all of a folder stays out for a file that is in it. */
export function markedLeftOut(names: ReadonlySet<string>): LeftOut | undefined {
  return MARKERS.find(({ file }) => names.has(file))?.leftOut;
}

/** Why a file may hold secrets. */
export function secretLeftOut(name: string): LeftOut | undefined {
  const lower = name.toLowerCase();
  const found = SECRETS.find((secret) => secret.name.test(lower));
  return found && { reason: found.reason, rule: 'by its name' };
}

/** Why a file of code stays out by its name, where nobody says otherwise. */
export function fileLeftOut(name: string): LeftOut | undefined {
  const lower = name.toLowerCase();
  if (MINIFIED_NAME.test(lower)) return { reason: 'minified', rule: 'by its name' };
  if (LIBRARY_COPY.test(lower)) return { reason: 'vendored', rule: 'a library with its version in its name' };
  if (GENERATED_NAME.test(lower)) return { reason: 'generated', rule: 'by its name' };
  return undefined;
}
