import {
  fileLeftOut,
  folderLeftOut,
  isVersionControl,
  markedLeftOut,
  secretLeftOut,
  TOOL_FOLDERS,
} from './defaultRules';
import type { IgnoreRules } from './ignoreRules';
import type { LeftOut } from './leftOut';
import { nameOf } from './pathGlob';
import type { SettingRules } from './settingRules';

/** What is decided of an entry of a folder. */
export interface Verdict {
  /** Undefined when it is in. */
  readonly leftOut?: LeftOut;
  /** A person said that it is in, whatever the rules that hold where nobody says anything. */
  readonly included?: true;
  /** Of a folder that is left out: something below it may be in all the same. */
  readonly holdsIncluded?: true;
}

/** The rules in force for the entries of one folder. */
export class FolderScope {
  private constructor(
    readonly names: ReadonlySet<string>,
    private readonly ignore: IgnoreRules,
    private readonly settings: SettingRules,
    /** Why the folder itself is out, when it is looked through only for what is brought back below it. */
    private readonly leftOut: LeftOut | undefined,
    /** A setting brings back all of the folder. */
    private readonly included: boolean,
    /** Why nothing in the folder is in, which only what is in it tells. */
    readonly blocked: LeftOut | undefined,
  ) {}

  static async ofRoot(names: ReadonlySet<string>, above: IgnoreRules, settings: SettingRules): Promise<FolderScope> {
    return new FolderScope(names, await above.enter('', names), settings, undefined, false, undefined);
  }

  /**
   * The rules inside a folder of this one.
   * @param relativePath of that folder, from the workspace folder
   */
  async enter(relativePath: string, names: ReadonlySet<string>): Promise<FolderScope> {
    const { leftOut, included } = this.judge(relativePath, true);
    const marked = included ? undefined : markedLeftOut(names);
    const ignore = included && this.ignore.byGit(relativePath, true) ? this.ignore.without(relativePath) : this.ignore;
    return new FolderScope(
      names,
      await ignore.enter(relativePath, names),
      this.settings,
      leftOut ?? marked,
      included === true && (this.included || this.settings.isIncluded(relativePath, true)),
      marked !== undefined && !this.mayIncludeBelow(relativePath) ? marked : undefined,
    );
  }

  /**
   * Decides by name; what is in a file is looked at later. From strong to weak: `hunch.exclude`, `hunch.include`,
   * `.hunchignore`, `files.exclude` and `search.exclude`, git, and what Hunch leaves out by itself.
   *
   * @param relativePath from the workspace folder, forward slashes
   */
  judge(relativePath: string, isFolder: boolean): Verdict {
    const name = nameOf(relativePath);
    if (isFolder && isVersionControl(name)) return { leftOut: folderLeftOut(name)! };
    const excluded = this.settings.excludedByHunch(relativePath, isFolder, this.names);
    if (excluded) return { leftOut: excluded };
    const byHunch = this.ignore.byHunch(relativePath, isFolder);
    const secret = isFolder ? undefined : secretLeftOut(name);
    if (this.isIncluded(relativePath, isFolder, name, byHunch === 'in', secret !== undefined))
      return { included: true };
    const leftOut =
      (byHunch === 'in' ? undefined : byHunch) ??
      this.leftOut ??
      this.settings.excludedByEditor(relativePath, isFolder, this.names) ??
      this.ignore.byGit(relativePath, isFolder) ??
      secret ??
      (isFolder ? folderLeftOut(name) : fileLeftOut(name));
    if (!leftOut) return {};
    return isFolder && this.mayIncludeBelow(relativePath) ? { leftOut, holdsIncluded: true } : { leftOut };
  }

  private mayIncludeBelow(folder: string): boolean {
    return (
      this.settings.mayIncludeBelow(folder, (crossed) => !TOOL_FOLDERS.has(crossed)) ||
      this.ignore.mayBringBackBelow(folder)
    );
  }

  private isIncluded(
    relativePath: string,
    isFolder: boolean,
    name: string,
    byHunchignore: boolean,
    isSecret: boolean,
  ): boolean {
    const bySetting = this.included || this.settings.isIncluded(relativePath, isFolder);
    if (!bySetting && !byHunchignore) return false;
    // A wide pattern does not mean a private key, nor other people's packages.
    if (!isSecret && !(isFolder && TOOL_FOLDERS.has(name))) return true;
    return (
      (byHunchignore && this.ignore.bringsBackByName(name)) || this.settings.includesByName(relativePath, isFolder)
    );
  }
}
