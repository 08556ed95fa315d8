/** The declaration of a language for which this app makes no kernels: how its code, errors and files look. */

export interface OtherLanguage {
  id: string;
  label: string;
  /** Any of these in a line; each is linear. */
  signs: readonly RegExp[];
  /** The packages that its code asks for, in their order; in time linear in the text. */
  packagesIn?: (code: string) => string[];
  files?: readonly OtherFile[];
  /** Names of scripts that install packages for a folder. */
  installers?: RegExp;
}

export interface OtherFile {
  /** Its kind in messages, with an article. */
  label: string;
  /** A file with this name is one, whatever it has. */
  name?: RegExp;
  /** A text that has all of these is one; each is linear. */
  signs: readonly RegExp[];
  /** It is the exact result of a solve, which may have hundreds of packages. */
  isLock?: true;
  /** It is a program, of which a folder may have many. */
  isCode?: true;
  packagesIn: (text: string) => string[];
}

/** The first groups of all matches, each once. */
export function namesBy(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))];
}

/** The texts in quotes in the arguments of calls; `call` ends with the opening bracket. */
export function quotedIn(text: string, call: RegExp): string[] {
  return [...text.matchAll(call)].slice(0, CALLS_MOST).flatMap(({ index, 0: { length } }) => {
    const start = index + length;
    // Arguments are short, and brackets in them are those of a list.
    const [args = ''] = text.slice(start, start + 2_000).split(/\)\s*(?:;|#|$)/m);
    return namesBy(args, /(?<![=\w] ?)["']([\w./@:-]{1,100})["']/g);
  });
}

// Each call is read on its own.
const CALLS_MOST = 200;

/** The names in the fields of a file in Debian's control format, as `DESCRIPTION` is: `Imports: a (>= 1.0), b`. */
export function namesInFields(text: string, fields: string): string[] {
  const field = new RegExp(`^(?:${fields}):((?:.*\\n?)(?:[ \\t].*\\n?)*)`, 'gm');
  const items = [...text.matchAll(field)].flatMap(([, list = '']) => list.split(','));
  return [...new Set(items.map((item) => /^\s*([\w.]+)/.exec(item)?.[1] ?? ''))].filter(Boolean);
}
