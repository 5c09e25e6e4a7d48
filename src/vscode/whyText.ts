/** What no setting brings in: it is not there, holds no text or no code, or `hunch.exclude` says so, which is stronger. */
const FINAL =
  /^(?:not |in no |a folder|symbolic link|no |binary|version control|excluded by the setting hunch\.exclude)/;

/** Whether the setting `hunch.include` brings a file in that is left out for this reason. */
export function canBeIncluded(reason: string): boolean {
  return !FINAL.test(reason);
}
