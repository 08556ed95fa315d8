/**
 * The secret values in the files from which package tools read logins. They are masked, so that a tool that repeats one
 * does not write it into a log. Nothing else in these files is used.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { passwordsIn } from './mask-secrets.js';

/** Variables that name such a file, and the default paths in a home directory. */
const NAMED = ['NETRC', 'CONDARC', 'MAMBARC', 'RATTLER_AUTH_FILE', 'PIP_CONFIG_FILE', 'UV_CONFIG_FILE'];
const USUAL = [
  ...['.netrc', '.condarc', '.mambarc', '.conda/.condarc', '.config/conda/.condarc'],
  ...[
    '.rattler/credentials.json',
    '.config/pip/pip.conf',
    '.pip/pip.conf',
    '.config/uv/uv.toml',
    '.local/share/uv/credentials/credentials.toml',
  ],
];
/** Enough for every such file; reading a larger one would delay the log. */
const MOST_BYTES = 200_000;

/** @param environment the environment of the tools. */
export function secretsOfFiles(environment: Readonly<Record<string, string>>): string[] {
  const { HOME = '' } = environment;
  const named = NAMED.flatMap((name) => environment[name] ?? []);
  const usual = HOME.startsWith('/') ? USUAL.map((path) => join(HOME, path)) : [];
  return [...new Set([...named, ...usual].flatMap((path) => secretsIn(beginningOf(path))))];
}

/** `password VALUE` in netrc, `password: VALUE`, `token = "VALUE"` and `"CondaToken": "VALUE"` in the others, and logins and tokens in URLs. */
export function secretsIn(text: string): string[] {
  const after = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, value = '']) => value);
  return [
    ...after(
      /\b(?:password|passwd|(?:bearer|conda)?token|api_key|secret)["']?(?:[ \t]*[:=][ \t]*|[ \t]+)["']?([^\s"'#,}]{4,})/gi,
    ),
    ...after(/\/t\/([^\s/"']{4,})/g),
    ...passwordsIn(text),
  ];
}

function beginningOf(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const bytes = Buffer.alloc(MOST_BYTES);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, MOST_BYTES, 0));
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
