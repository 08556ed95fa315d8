/** The files of a locked package that this host may install: archives of its source, and wheels for Linux or any platform. */

export interface LockedFile {
  /** Its name, or its URL. */
  name: string;
  /** `sha256:…` */
  hash: string;
}

/** The options of pip with the hashes of these files; empty if there is none. */
export function hashOptions(files: readonly LockedFile[]): string {
  const here = files.filter(({ name, hash }) => hash !== '' && isForHere(name));
  return [...new Set(here.map(({ hash }) => ` --hash=${hash}`))].join('');
}

/** https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/ */
function isForHere(name: string): boolean {
  const [, platforms] = /-([^-/]+)\.whl(?:[?#].*)?$/.exec(name) ?? [];
  return platforms === undefined || platforms === 'any' || /linux/.test(platforms);
}
