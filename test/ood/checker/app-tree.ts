/** The files of an app's directory that the dashboard reads, in memory, so that samples are changes of a good app. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface AppFile {
  text: string;
  /** Permission bits. */
  mode: number;
}

export interface AppTree {
  /** The directory's own name. */
  name: string;
  /** The files, by path below it. */
  files: Readonly<Record<string, AppFile>>;
}

const FILE = /^[^/]+\.(yml|erb|js|md|svg|png)$|^VERSION$/;
const DIRECTORIES = ['template', 'local', 'bin'];

export function readAppTree(directory: string, name: string): AppTree {
  const paths = readdirSync(directory).filter((path) => FILE.test(path));
  const below = DIRECTORIES.flatMap((each) => filesBelow(directory, each));
  const files = [...paths, ...below].map((path): [string, AppFile] => {
    const mode = statSync(join(directory, path)).mode & 0o777;
    return [path, { text: readFileSync(join(directory, path), 'utf8'), mode }];
  });
  return { name, files: Object.fromEntries(files) };
}

function filesBelow(directory: string, below: string): string[] {
  try {
    const names = readdirSync(join(directory, below), { recursive: true, encoding: 'utf8' });
    const paths = names.filter((path) => !path.startsWith('program')).map((path) => join(below, path));
    return paths.filter((path) => statSync(join(directory, path)).isFile());
  } catch {
    return [];
  }
}

/** A copy of the tree with a new or changed file, or without it if no content is given. */
export function withFile(tree: AppTree, path: string, file: Partial<AppFile> | undefined): AppTree {
  const { [path]: before = { text: '', mode: 0o644 }, ...others } = tree.files;
  return { ...tree, files: file ? { ...others, [path]: { ...before, ...file } } : others };
}
