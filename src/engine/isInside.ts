/** Whether a path is in one of some folders. @param folders relative to the same place, `''` for that itself */
export function isInside(relativePath: string, folders: readonly string[]): boolean {
  return folders.some((folder) => folder === '' || relativePath === folder || relativePath.startsWith(`${folder}/`));
}
