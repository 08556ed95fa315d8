/** The texts of a command line: words, files by their paths, and standard input as `-`. */
import { readFileSync, type Stats, statSync } from 'node:fs';
import { UserError } from '../../base/errors.js';
import { addressIn } from '../../given/address.js';
import { isPath, listDirectory, missing, readNamedFile } from '../../given/directory.js';
import { type FetchingSite, filesAtAddress } from '../../given/fetch.js';
import { filesOfFolder } from '../../given/folder-files.js';
import { filesIn } from '../../given/unpack.js';
import { type GivenText, givenText } from '../../reading/given-text.js';
import { type GivenFile, textOfFile } from '../../recipe/formats/files/decode.js';
import { readCommand } from '../../recipe/text/commands/read-command.js';
import { isSentence } from '../../recipe/text/sentence.js';

export interface TextsGiven {
  /** The words as one text. */
  typed: string;
  /** Files, and words that are texts. */
  files: GivenText[];
}

/** @throws UserError if a file or a folder cannot be read, or is not text. */
export async function givenTexts(words: readonly string[], site: FetchingSite): Promise<TextsGiven> {
  const files = (await Promise.all(words.filter(isInput).map((word) => readInput(word, site)))).flat();
  const typed = words.filter((word) => !isInput(word));
  const command = typed.map((word) => (/\s/.test(word) ? JSON.stringify(word) : word)).join(' ');
  // A shell splits a command into words.
  if (!/\s/.test(typed[0] ?? '') && readCommand(command)) return { typed: command, files };
  // What is quoted is a separate text, such as an error message beside packages.
  const quoted = typed.filter((word) => /\s/.test(word));
  const single = typed.filter((word) => !/\s/.test(word));
  const path = single.find((word) => isPath(word) || IN_FOLDER.test(word));
  if (path !== undefined) missing(path);
  return { typed: joined(single), files: [...quoted.map((text) => givenText(text)), ...files] };
}

function joined(words: readonly string[]): string {
  const line = words.join(' ');
  // The shell has separated the packages already, as commas would.
  const apart = words.join(', ');
  return isSentence(line) && !isSentence(apart) ? apart : line;
}

// A name such as these is meant as a file, even if it does not exist.
const FILE = /^[^<>=@\s]+\.(?:txt|in|ya?ml|toml|lock|cfg|ipynb|json|py|zip)$/i;

// No package has a `/` in its name, unless it is one of a channel or a URL.
const IN_FOLDER = /^[^\s:=<>@,;]+\/[^\s:=<>@,;]*$/;

/** Whether a word stands for a file, a folder, a URL or standard input. A name without `/` is the one of a package first. */
export function isInput(word: string): boolean {
  const isThere = isFile(word) || isFolder(word) || (FILE.test(word) && !word.includes('://'));
  return word === '-' || isThere || addressIn(word) !== undefined;
}

function isFile(path: string): boolean {
  return /[./]/.test(path) && (statOf(path)?.isFile() ?? false);
}

function isFolder(path: string): boolean {
  return /^\.{1,2}$|\//.test(path) && isDirectory(path);
}

function isDirectory(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

/** Undefined if there is nothing at the path, or if it is a text that is no path: too long, or within a file. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

async function readInput(word: string, site: FetchingSite): Promise<GivenText[]> {
  if (word !== '-') return textsAt(word, site);
  const { text } = textOfFile({ name: 'standard input', bytes: readFileSync(0) });
  if (text.trim() === '') throw new UserError('nothing-asked-for', {});
  return [givenText(text)];
}

/** The texts of a file, a folder or a URL. @throws UserError if it cannot be read, or is not text. */
export async function textsAt(path: string, site: FetchingSite): Promise<GivenText[]> {
  const address = addressIn(path);
  if (address !== undefined) return (await filesAtAddress(address, site)).map(textOfFile);
  const files = isDirectory(path)
    ? await filesOfFolder(await listDirectory(path))
    : await filesIn(await openFile(path));
  return files.map(textOfFile);
}

// An archive may have data beside what is read of it.
const MEGABYTES_MOST = 100;

/** @throws UserError `file-missing`, `file-too-large`. */
export function openFile(path: string, field?: string): Promise<GivenFile> {
  return readNamedFile(path, { megabytes: MEGABYTES_MOST, pipes: true, ...(field && { field }) });
}
