/** The file in `<location>/<name>` that records which kernel the directory belongs to. */
export const OWNER_FILE = '.create_kernel.json';

export function ownerFile(home: string): string {
  return `${home}/${OWNER_FILE}`;
}
