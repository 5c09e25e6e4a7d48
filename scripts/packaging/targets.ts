/** A platform that a package is made for: VS Code's name for it, and what the native libraries call it. */
export interface Target {
  /** As `vsce --target` and the Marketplace name it. */
  readonly name: string;
  /** npm package with LanceDB's library. */
  readonly lancedb: string;
  /** npm package with the file watcher's library. */
  readonly watcher: string;
  /** npm's `os` and `cpu`; also the folder names inside onnxruntime-node. */
  readonly os: 'linux' | 'darwin' | 'win32';
  readonly cpu: 'x64' | 'arm64';
}

/** All platforms for which LanceDB, onnxruntime-node and the watcher have a library. macOS on Intel is none of them. */
export const TARGETS: readonly Target[] = [
  {
    name: 'linux-x64',
    lancedb: '@lancedb/lancedb-linux-x64-gnu',
    watcher: '@parcel/watcher-linux-x64-glibc',
    os: 'linux',
    cpu: 'x64',
  },
  {
    name: 'linux-arm64',
    lancedb: '@lancedb/lancedb-linux-arm64-gnu',
    watcher: '@parcel/watcher-linux-arm64-glibc',
    os: 'linux',
    cpu: 'arm64',
  },
  {
    name: 'darwin-arm64',
    lancedb: '@lancedb/lancedb-darwin-arm64',
    watcher: '@parcel/watcher-darwin-arm64',
    os: 'darwin',
    cpu: 'arm64',
  },
  {
    name: 'win32-x64',
    lancedb: '@lancedb/lancedb-win32-x64-msvc',
    watcher: '@parcel/watcher-win32-x64',
    os: 'win32',
    cpu: 'x64',
  },
  {
    name: 'win32-arm64',
    lancedb: '@lancedb/lancedb-win32-arm64-msvc',
    watcher: '@parcel/watcher-win32-arm64',
    os: 'win32',
    cpu: 'arm64',
  },
];

/** The target with this name; throws with the names there are. */
export function targetNamed(name: string): Target {
  const target = TARGETS.find((each) => each.name === name);
  if (target !== undefined) return target;
  throw new Error(`There is no target "${name}". Targets: ${TARGETS.map((each) => each.name).join(', ')}.`);
}

/** The target of the machine this runs on. */
export function currentTarget(): Target {
  return targetNamed(`${process.platform}-${process.arch}`);
}
