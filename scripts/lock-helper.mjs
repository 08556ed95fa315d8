/**
 * `node scripts/lock-helper.mjs UV` updates src/plan/programs/helper-lock.txt, the packages of the app's helper Python,
 * with the program UV. It keeps each package's source archive and its wheels for Linux.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES = ['jupyter_client', 'nbclient'];
/** The oldest Python that the helper runs on; the same as in src/plan/helper.ts. */
const OLDEST = '3.9';
const WANTED = /(-any|linux(\d+|_\d+_\d+)_(x86_64|aarch64|ppc64le))\.whl$|\.tar\.gz$/;
const NOT_HERE = /sys_platform == 'win32'|implementation_name == 'pypy'/;

const [uv = 'uv'] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'lock-helper-'));
try {
  const [asked, locked] = [join(directory, 'asked.in'), join(directory, 'pylock.helper.toml')];
  writeFileSync(asked, `${PACKAGES.join('\n')}\n`);
  const words = ['pip', 'compile', '--quiet', '--universal', '--python-version', OLDEST];
  execFileSync(uv, [...words, '--format', 'pylock.toml', '-o', locked, asked], { stdio: 'inherit' });
  const packages = readFileSync(locked, 'utf8').split('[[packages]]\n').slice(1);
  const lines = packages.filter((text) => !NOT_HERE.test(text)).map(requirementOf);
  const head = '# Made by scripts/lock-helper.mjs.\n';
  const target = fileURLToPath(new URL('../src/plan/programs/helper-lock.txt', import.meta.url));
  writeFileSync(target, `${head}${lines.join('\n')}\n`);
} finally {
  rmSync(directory, { recursive: true });
}

function requirementOf(text) {
  const field = (name) => new RegExp(`^${name} = "(.*)"$`, 'm').exec(text)?.[1];
  const files = [...text.matchAll(/url = "[^"]*\/([^"]+)".*?sha256 = "([0-9a-f]{64})"/g)];
  const hashes = files.flatMap(([, name, hash]) => (WANTED.test(name) ? [`--hash=sha256:${hash}`] : []));
  return `${field('name')}==${field('version')} ; ${field('marker')} ${hashes.join(' ')}`;
}
