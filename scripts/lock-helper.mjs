/**
 * `node scripts/lock-helper.mjs UV [ID]...` updates the locks of the app's private Python environments, with the program
 * UV. Each lock keeps the files of a package that can be installed on Linux.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchBy } from './fetching.mjs';

/** `oldest` is the oldest Python that it runs on; the same as in the `HelperKind` beside the lock. */
const HELPERS = {
  helper: {
    packages: ['jupyter_client', 'nbclient'],
    oldest: '3.8',
    lock: 'src/plan/programs/helper-lock.txt',
    files: /(-any|linux(\d+|_\d+_\d+)_(x86_64|aarch64|ppc64le))\.whl$|\.tar\.gz$/,
  },
  'conda-engine': {
    // The newest version with wheels for Python 3.8 and for ppc64le.
    packages: ['py-rattler==0.25.0', 'ruamel.yaml==0.18.6'],
    oldest: '3.8',
    lock: 'src/managers/conda/rattler/engine-lock.txt',
    // Its source needs a compiler for Rust, and conda packages need the GNU C library.
    files: /(^py_rattler.*manylinux\w*_(x86_64|aarch64|ppc64le)|^ruamel[._]yaml.*-none-any)\.whl$/,
  },
};
const NOT_HERE = /sys_platform == 'win32'|implementation_name == 'pypy'/;

const [uv = 'uv', ...ids] = process.argv.slice(2);
for (const id of ids.length > 0 ? ids : Object.keys(HELPERS)) await makeLock(HELPERS[id]);

async function makeLock({ packages, oldest, lock, files }) {
  const directory = mkdtempSync(join(tmpdir(), 'lock-helper-'));
  try {
    const [asked, locked] = [join(directory, 'asked.in'), join(directory, 'pylock.helper.toml')];
    writeFileSync(asked, `${packages.join('\n')}\n`);
    const words = ['--quiet', '--universal', '--python-version', oldest, '--format', 'pylock.toml'];
    await fetchBy([uv, 'pip', 'compile', ...words, '-o', locked, asked], { show: true });
    const found = readFileSync(locked, 'utf8').split('[[packages]]\n').slice(1);
    const lines = found.filter((text) => !NOT_HERE.test(text)).flatMap((text) => requirementOf(text, files));
    const target = fileURLToPath(new URL(`../${lock}`, import.meta.url));
    writeFileSync(target, `# Made by scripts/lock-helper.mjs.\n${lines.join('\n')}\n`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function requirementOf(text, wanted) {
  const field = (name) => new RegExp(`^${name} = "(.*)"$`, 'm').exec(text)?.[1];
  const files = [...text.matchAll(/url = "[^"]*\/([^"]+)".*?sha256 = "([0-9a-f]{64})"/g)];
  const hashes = files.flatMap(([, name, hash]) => (wanted.test(name) ? [`--hash=sha256:${hash}`] : []));
  // A package without such a file is one that the others can do without.
  if (hashes.length === 0) return [];
  const marker = field('marker');
  return `${field('name')}==${field('version')}${marker ? ` ; ${marker}` : ''} ${hashes.join(' ')}`;
}
