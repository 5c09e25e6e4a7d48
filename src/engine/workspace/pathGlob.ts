import path from 'node:path';
import picomatch from 'picomatch';

/** A glob over paths relative to the workspace folder, with VS Code's meaning: one that matches a folder covers all below it. */
export class PathGlob {
  private readonly matchesPath: (relativePath: string) => boolean;
  private readonly matchesFolder: (relativePath: string) => boolean;
  private readonly segments: readonly { readonly text: string; readonly matches: (name: string) => boolean }[];

  constructor(readonly glob: string) {
    const options = { dot: true };
    const trimmed = glob.replace(/^\.?\/+/, '').replace(/\/+$/, '');
    this.matchesPath = picomatch(trimmed, options);
    // `folder/**` is meant of the folder itself, too.
    const folder = /^(.+)\/\*\*$/.exec(trimmed)?.[1];
    this.matchesFolder = folder === undefined ? () => false : picomatch(folder, options);
    this.segments = trimmed.split('/').map((text) => ({ text, matches: picomatch(text, options) }));
  }

  matches(relativePath: string, isFolder: boolean): boolean {
    return this.matchesPath(relativePath) || (isFolder && this.matchesFolder(relativePath));
  }

  /** Whether it names this file or folder, and not just anything. */
  names(name: string): boolean {
    return this.segments.some(({ text }) => text === name);
  }

  /**
   * Whether it may match something below a folder.
   * @param mayCross whether `**` may stand for a folder of this name
   */
  mayMatchBelow(folder: string, mayCross: (name: string) => boolean = () => true): boolean {
    const names = folder.split('/');
    const from = (segment: number, name: number): boolean => {
      if (name === names.length) return segment < this.segments.length;
      const next = this.segments[segment];
      if (!next) return false;
      if (next.text === '**') return from(segment + 1, name) || (mayCross(names[name]!) && from(segment, name + 1));
      return next.matches(names[name]!) && from(segment + 1, name + 1);
    };
    return from(0, 0);
  }
}

/** The glob that matches just this path. */
export function globOf(relativePath: string): string {
  return relativePath.replace(/[\\*?[\]{}()!+@|"]/g, '\\$&');
}

/** The last name of a path. */
export const nameOf = (relativePath: string): string => path.posix.basename(relativePath);
