import path from 'node:path';
import type { ExcludePattern, FolderConfig } from '../../protocol/engine';
import type { LeftOut } from './leftOut';
import { nameOf, PathGlob } from './pathGlob';

const HUNCH_EXCLUDE = 'hunch.exclude';

interface CompiledExclude {
  readonly pattern: ExcludePattern;
  readonly glob: PathGlob;
}

/** What a person's settings say of a path: `files.exclude`, `search.exclude`, `hunch.exclude` and `hunch.include`. */
export class SettingRules {
  private readonly hunch: readonly CompiledExclude[];
  private readonly editor: readonly CompiledExclude[];
  private readonly included: readonly PathGlob[];

  constructor({ exclude, include = [] }: Pick<FolderConfig, 'exclude' | 'include'>) {
    const compiled = exclude.map((pattern) => ({ pattern, glob: new PathGlob(pattern.glob) }));
    this.hunch = compiled.filter(({ pattern }) => pattern.setting === HUNCH_EXCLUDE);
    this.editor = compiled.filter(({ pattern }) => pattern.setting !== HUNCH_EXCLUDE);
    this.included = include.map((glob) => new PathGlob(glob));
  }

  /**
   * By `hunch.exclude`: the last word.
   * @param names the names beside it in its folder, for patterns with a `when` condition
   */
  excludedByHunch(relativePath: string, isFolder: boolean, names: ReadonlySet<string>): LeftOut | undefined {
    return reasonOf(this.hunch, relativePath, isFolder, names);
  }

  /** By `files.exclude` and `search.exclude`, which `hunch.include` and a `.hunchignore` can take back. */
  excludedByEditor(relativePath: string, isFolder: boolean, names: ReadonlySet<string>): LeftOut | undefined {
    return reasonOf(this.editor, relativePath, isFolder, names);
  }

  isIncluded(relativePath: string, isFolder: boolean): boolean {
    return this.included.some((glob) => glob.matches(relativePath, isFolder));
  }

  /** Whether `hunch.include` matches the path with a pattern that has this name in it. */
  includesByName(relativePath: string, isFolder: boolean): boolean {
    const name = nameOf(relativePath);
    return this.included.some((glob) => glob.names(name) && glob.matches(relativePath, isFolder));
  }

  /** @param mayCross whether `**` may stand for a folder of this name */
  mayIncludeBelow(folder: string, mayCross: (name: string) => boolean): boolean {
    return this.included.some((glob) => glob.mayMatchBelow(folder, mayCross));
  }
}

function reasonOf(
  excludes: readonly CompiledExclude[],
  relativePath: string,
  isFolder: boolean,
  names: ReadonlySet<string>,
): LeftOut | undefined {
  for (const { pattern, glob } of excludes) {
    if (!glob.matches(relativePath, isFolder)) continue;
    if (pattern.when !== undefined && !names.has(siblingName(pattern.when, nameOf(relativePath)))) continue;
    const { setting } = pattern;
    return {
      reason: setting === undefined ? 'excluded' : `excluded by the setting ${setting}`,
      rule: `the pattern "${pattern.glob}"`,
    };
  }
  return undefined;
}

/** `$(basename).ts` for `app.js` → `app.ts`: VS Code's sibling condition. */
function siblingName(when: string, name: string): string {
  return when.replaceAll('$(basename)', path.posix.parse(name).name);
}
