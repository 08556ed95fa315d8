/**
 * Interpreters that uv downloads, for a language version that the host lacks: what the site allows, which there are, and
 * the step that installs one. uv checks the hash of each, and locks the directory that it installs to. Pure.
 */
import * as z from 'zod';
import { compareVersions, minorVersion } from '../../base/version.js';
import { absolutePath, publicAddress, publicText } from '../../sources/public-text.js';
import { isPythonEnded } from '../../sources/runtime/python-support.js';
import type { Step } from '../../steps/plan.js';
import { command } from '../../steps/step.js';
import type { EnvironmentRequest } from '../manager.js';
import type { Downloads, Offer } from '../offered-interpreters.js';
import type { Interpreter } from '../program.js';
import { canInstallUv, uvProgram } from './get-uv.js';

export const downloadSettings = z.object({
  python_downloads: z
    .strictObject({
      mode: z
        .enum(['off', 'offered', 'automatic'])
        .default('offered')
        .describe(
          '`off`: no Python is downloaded. `offered`: one is, if a person asks for a version that the host lacks. `automatic`: also if a person asks for no version, and the Python versions of the host have reached their end of life.',
        ),
      mirror: publicAddress
        .optional()
        .describe(
          'A mirror of the releases of python-build-standalone, as for uv’s `python-install-mirror`.',
        ),
      list: publicText
        .regex(/^(\/|https?:\/\/|file:\/\/)/, { error: 'the path or the URL of a JSON file' })
        .optional()
        .describe(
          'The site’s own list of Python interpreters: the path or URL of a JSON file in the format of uv’s `python-downloads-json-url`. Only those are offered.',
        ),
    })
    .prefault({})
    .describe('Whether uv downloads Python versions that the host lacks, and from where.'),
  python_directory: absolutePath
    .optional()
    .describe(
      'A shared directory for Python interpreters that are downloaded; by default, each user has one in the data directory. A user who cannot write to it uses the interpreters in it, and downloads others to the data directory.',
    ),
});

// Where uv downloads from by default: https://docs.astral.sh/uv/reference/environment/#uv_python_install_mirror
const RELEASES = 'https://github.com/astral-sh/python-build-standalone/releases';

// What uv's newest release has had for years. Used until uv is installed, which then lists them itself.
const USUAL = ['3.14', '3.13', '3.12', '3.11', '3.10', '3.9'];

// The names of machine types in uv's keys, by `process.arch`.
const MACHINES: Readonly<Record<string, string>> = {
  x64: 'x86_64',
  arm64: 'aarch64',
  ppc64: 'powerpc64le',
  s390x: 's390x',
  riscv64: 'riscv64',
};

export const downloads: Downloads = {
  allow: 'let uv download one (`python_downloads`)',
  unreached: 'Set a mirror under `python_downloads`, or its `mode` to `off`',
  directory: (settings) => readSettings(settings).python_directory,
  address(settings) {
    const { mirror, list } = settingsOf(settings);
    const [address] = [mirror, list, RELEASES].filter((each) => each !== undefined);
    return address?.startsWith('http') ? address : undefined;
  },
  installed: /^cpython-\d+\.\d+\.\d+-/,
  program: 'bin/python3',
  unfinished: { parts: '.temp', lock: '.lock' },
  question(settings) {
    const { mode, list } = settingsOf(settings);
    if (mode === 'off') return undefined;
    const words = ['python', 'list', '--only-downloads', '--all-versions', ...listOption(list)];
    // The list itself needs no cache, and the user's own settings do not decide what the site offers.
    return { words, variables: { UV_NO_CACHE: '1', UV_PYTHON_DOWNLOADS: 'manual' }, ...(list && { list }) };
  },
  offer(offer) {
    const { mode, list } = settingsOf(offer.settings);
    const unlisted = list || !canInstallUv(offer) ? [] : usualKeys(offer.arch);
    const keys = offer.answer === undefined ? unlisted : keysIn(offer.answer);
    const found = keys.map((key) => interpreterOf(key, offer));
    found.sort((a, b) => compareVersions(b.version, a.version));
    const preferred = mode === 'automatic' ? preferredOf(found, offer) : undefined;
    return { found, ...(preferred && { preferred }) };
  },
};

/** The keys in the output of `uv python list`, without pre-releases and variants such as free-threaded ones. */
function keysIn(answer: string): string[] {
  const keys = [...answer.matchAll(/^(cpython-\d+\.\d+\.\d+-\S+)/gm)].flatMap(([, key]) => key ?? []);
  return [...new Set(keys)];
}

/** uv links a minor version to the newest patch release that it has installed. */
function usualKeys(arch: string): string[] {
  const machine = MACHINES[arch];
  return machine ? USUAL.map((version) => `cpython-${version}-linux-${machine}-gnu`) : [];
}

function interpreterOf(
  key: string,
  { directory, settings, glibc }: Pick<Offer, 'directory' | 'settings' | 'glibc'>,
): Interpreter {
  const { mirror, list } = settingsOf(settings);
  const [, version = '', machine = ''] = /^cpython-([\d.]+)-linux-(\w+)-/.exec(key) ?? [];
  const download = {
    words: ['python', 'install', ...listOption(list), key],
    variables: {
      UV_PYTHON_INSTALL_DIR: directory,
      // Without it, uv also writes to ~/.local/bin.
      UV_PYTHON_INSTALL_BIN: '0',
      UV_PYTHON_DOWNLOADS: 'manual',
      ...(mirror && { UV_PYTHON_INSTALL_MIRROR: mirror }),
    },
  };
  const path = `${directory}/${key}/bin/python${minorVersion(version)}`;
  // Which pip it includes is known when it is installed.
  const facts = { machine: machine.replace('power', 'p'), glibc };
  return { path, version, venv: true, pip: '', ...facts, download };
}

/** The newest but one, since many packages follow a new version only months later; none if the host's own will do. */
function preferredOf(
  found: readonly Interpreter[],
  { interpreters, today }: Pick<Offer, 'interpreters' | 'today'>,
): Interpreter | undefined {
  if (interpreters.some(({ version }) => !isPythonEnded(version, today))) return undefined;
  const minors = [...new Set(found.map(({ version }) => minorVersion(version)))];
  const wanted = minors[1] ?? minors[0];
  return found.find(({ version }) => minorVersion(version) === wanted);
}

/** Installs an interpreter that has to be downloaded; nothing for one that the host has. */
export function downloadSteps({ download, version }: Interpreter, request: EnvironmentRequest): Step[] {
  if (!download) return [];
  const step = {
    id: 'get-python',
    phase: 'create',
    title: `Install Python ${version}, which this host does not have, once for all kernels`,
    tool: 'uv',
  } as const;
  const variables = {
    ...download.variables,
    UV_CACHE_DIR: `${request.paths.caches}/uv`,
    UV_NO_PROGRESS: '1',
  };
  return [command(step, [uvProgram(request), ...download.words], { variables })];
}

function listOption(list: string | undefined): string[] {
  return list ? ['--python-downloads-json-url', list] : [];
}

function readSettings(settings: Readonly<Record<string, unknown>>) {
  return downloadSettings.parse(settings, { jitless: true });
}

function settingsOf(settings: Readonly<Record<string, unknown>>) {
  return readSettings(settings).python_downloads;
}
