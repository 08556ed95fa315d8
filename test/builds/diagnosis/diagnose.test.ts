import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { causes } from '../../../src/builds/diagnosis/causes/index.js';
import { diagnose, type StepFailure } from '../../../src/builds/diagnosis/diagnose.js';
import { bash } from '../../../src/languages/bash/index.js';
import type { Language } from '../../../src/languages/language.js';
import { python } from '../../../src/languages/python/index.js';
import { cpuSeconds, slowness } from '../../support/cpu-time.js';

const outputs = new URL('../../fixtures/output/', import.meta.url);
const numbered = (text: string) => text.split('\n').map((each, index) => ({ line: index + 1, text: each }));
const roomy = { path: '/envs', free_bytes: 80e9, free_files: 5_000_000 };

function failure(text: string, more: Partial<StepFailure> = {}): StepFailure {
  return {
    phase: 'install',
    exit: 1,
    lines: numbered(text),
    space: roomy,
    closeNames: (name) => (name.startsWith('nunpy') ? ['numpy'] : []),
    ...more,
  };
}

/** File, cause, what the message must contain, the line that it refers to, and what else is known. */
type Row = [file: string, code: string, facts: string[], line: number, more?: Partial<StepFailure>];

const full = { space: { path: '/envs', free_bytes: 12e6, free_files: 20_000 } };
const noFiles = { space: { path: '/envs', free_bytes: 300e6, free_files: 0 } };

/** A command that asks for another version of what `widget` needs. */
const pinned = ['conda', 'create', '--channel', 'main', 'python', 'widget=2.2', 'gadget==1.19'];

const table: Row[] = [
  ['bash-illegal-instruction', 'wrong-processor', [], 1],
  ['bash-killed', 'killed', ['signal 9'], 1],
  ['bash-not-found', 'command-missing', ['nocommand'], 1],
  ['bash-wrong-processor', 'wrong-processor', [], 1],
  ['conda-channel-not-allowed', 'conda-channel-not-allowed', ['`ch`', 'allowlist_channels'], 2],
  ['conda-channels-fixed', 'conda-channels-fixed', ['override_channels_enabled'], 2],
  ['conda-classic-gpu-driver', 'no-gpu-driver', ['CONDA_OVERRIDE_CUDA'], 23],
  ['conda-classic-missing-dependency', 'conflict-unclear', ['`python`', 'add a channel'], 11],
  ['conda-classic-no-such-version', 'no-such-version', ['`numpy=99`'], 7],
  ['conda-classic-python-and-others', 'conflict', ['are needed of probe-shared'], 10],
  ['conda-classic-unknown-package', 'no-such-package', ['`nunpy` is in none', '`numpy`'], 7],
  ['conda-default-packages', 'no-such-package', ['no-such-default'], 12],
  ['conda-long-prefix', 'prefix-too-long', ['255', '`bin`'], 40],
  ['conda-other-platform', 'conda-platform', ['linux-aarch64', 'subdir'], 5],
  ['conda-package-not-allowed', 'conda-package-not-allowed', ['`six`'], 30],
  [
    'conda-post-link',
    'post-link-failed',
    ['`pl-fail`', 'status 7', 'post-link says: cannot write registry'],
    46,
  ],
  ['conda-settings-broken', 'conda-settings-broken', ['Line 2 of `/home/ada/u2/.condarc`', 'expected'], 5],
  ['conda-classic-conflict', 'conflict', ['gadget'], 3],
  ['conda-damaged', 'damaged-download', [], 2],
  ['conda-glibc', 'glibc-too-old', ['2.99'], 3],
  ['conda-gpu-driver', 'no-gpu-driver', ['CONDA_OVERRIDE_CUDA'], 3],
  ['conda-invalid-spec', 'spec-not-understood', ['py thon ==='], 2],
  ['conda-libmamba-conflict', 'conflict', ['gadget 1.19', 'widget 2.2', 'gadget >=1.23'], 3],
  [
    'conda-libmamba-conflict',
    'kept-versions-conflict',
    ['keeps: gadget 1.19', '`--upgrade gadget`'],
    3,
    { kept: ['gadget', 'six'] },
  ],
  ['conda-libmamba-conflict', 'conflict', ['gadget'], 3, { kept: ['six'] }],
  ['conda-macos-only', 'other-system-needed', ['`mac-tool`', 'macOS'], 2],
  [
    'conda-missing-dependency',
    'dependency-missing',
    ['`fastp`', '`libdeflate >=1.20,<1.21.0a0`', '`conda-forge`'],
    8,
  ],
  ['conda-newer-processor', 'newer-processor-needed', ['`fast-tool`', 'x86_64_v4'], 2],
  ['conda-missing-channel', 'channel-missing', ['https://index.example/nochan'], 3],
  ['conda-no-cache', 'permission-denied', [], 2],
  ['conda-no-prefix', 'permission-denied', ['/proc/x'], 2],
  ['conda-no-such-version', 'no-such-version', ['gadget==99', 'channels'], 7],
  ['conda-powerai-licence', 'licence-not-accepted', ['IBM_POWERAI_LICENSE_ACCEPT=yes'], 2],
  ['conda-rattler-no-such-version', 'no-such-version', ['gadget 99.*'], 3],
  ['conda-refused', 'network-broken', ['index.example'], 4],
  ['conda-terms', 'terms-not-accepted', ['index.example/pkgs/main', 'index.example/pkgs/r', 'conda tos'], 2],
  ['conda-unknown-package', 'no-such-package', ['`nunpy` is in none', 'Did you mean `numpy`?'], 7],
  ['conda-unknown-package-json', 'no-such-package', ['`nunpy` is in none'], 3],
  ['conda-unsatisfiable', 'conflict', ['widget 2.2', 'gadget >=1.23'], 7, { command: pinned }],
  [
    'conda-unsatisfiable-aborted',
    'conflict',
    ['widget 2.2', 'gadget >=1.23'],
    3,
    { exit: 134, command: pinned },
  ],
  ['rattler-certificate', 'certificate', ['index.example'], 8],
  ['rattler-damaged', 'damaged-download', [], 12],
  ['rattler-gpu-driver', 'no-gpu-driver', ['CONDA_OVERRIDE_CUDA'], 7],
  ['rattler-hash', 'hash-mismatch', ['traitlets-5.16.1-pyhd_0.conda'], 5],
  ['rattler-missing-channel', 'channel-missing', ['http://index.example/nochan'], 5],
  ['rattler-missing-dependency', 'dependency-missing', ['no-such-package'], 6],
  ['rattler-no-space', 'disk-full', ['`/envs`'], 11, full],
  ['rattler-no-such-version', 'no-such-version', ['numpy 99.*'], 5],
  ['rattler-post-link', 'post-link-failed', ['`probe-post-link`', 'status 7', 'cannot write registry'], 8],
  ['rattler-refused', 'connection-refused', ['index.example'], 9],
  ['rattler-spec', 'spec-not-understood', ['python=>3'], 5],
  ['rattler-unknown-package', 'no-such-package', ['`nunpy` is in none', '`numpy`'], 5],
  ['rattler-unsatisfiable', 'conflict', ['probe-shared'], 5],
  ['environment-modules-conflict', 'module-conflict', ['`gcc/12`', '`gcc/9`'], 2],
  ['environment-modules-unknown', 'module-unknown', ['nosuch/1.0'], 1],
  ['gcc-no-headers', 'headers-missing', ['Python.h'], 1],
  ['lmod-conflict', 'module-conflict', ['`intel/2021`', '`gcc`'], 1],
  ['lmod-hidden', 'module-unknown', ['netcdf/4.9', 'module spider'], 1],
  ['lmod-needs-others', 'module-needs-others', ['needs/1', 'gcc'], 1],
  ['lmod-unknown', 'module-unknown', ['`nosuch/1.0`'], 1],
  ['mamba-conflict', 'conflict', ['gadget =1.19', 'widget =2.2'], 1],
  ['mamba-missing-dependency', 'dependency-missing', ['`pytorch-cuda`', '`cuda =11.6`', '`nvidia`'], 4],
  ['mamba-windows-only', 'other-system-needed', ['`win-tool`', 'Windows'], 3],
  ['mamba-missing-channel', 'channel-missing', [], 2],
  ['mamba-no-such-version', 'no-such-version', ['gadget=99'], 3],
  ['mamba-unknown-package', 'no-such-package', ['`nunpy` is in none', '`numpy`'], 3],
  ['pip-23-conflict', 'conflict', ['you ask for idna==2.0', 'requests 2.31.0 depends on idna<4'], 10],
  ['pip-23-file-size', 'file-size-limit', ['ulimit -f'], 5],
  ['pip-23-no-compiler', 'compiler-missing', ['`gcc`'], 66],
  ['pip-23-other-python', 'other-python-needed', ['numpy 1.21.6', '>=3.7,<3.11'], 1],
  ['pip-23-requires-python', 'other-python-needed', ['future-tool', '>=3.13', '3.11.7'], 4],
  ['pip-23-tls', 'certificate', ['index.example'], 6],
  ['pip-conflict', 'conflict', ['you ask for idna==2.0', 'requests 2.31.0 depends on idna<4'], 9],
  ['pip-disk-full', 'disk-full', ['`/envs` (12 MB and 20000 files free)'], 4, full],
  ['pip-git-missing', 'git-missing', [], 4],
  ['pip-git-unreachable', 'connection-refused', ['index.example'], 4],
  ['pip-hash-mismatch', 'hash-mismatch', ['six==1.17.0'], 3],
  ['pip-login', 'login-needed', ['index.example', '~/.netrc'], 2],
  ['pip-memory', 'out-of-memory', [], 78],
  ['pip-metadata-error', 'package-renamed', ['`sklearn`', '`scikit-learn`'], 12],
  ['pip-name-resolution', 'name-not-resolved', ['no-such-host.invalid'], 6],
  ['pip-no-compiler', 'compiler-missing', ['`gcc`'], 53],
  ['pip-no-inodes', 'inodes-exhausted', ['`/envs` (300 MB and 0 files free)'], 4, noFiles],
  ['pip-no-library', 'build-tool-missing', ['curl-config'], 18],
  ['pip-no-linker', 'compiler-missing', ['`cc`'], 38],
  ['pip-no-such-version', 'no-such-version', ['six==99.0', '1.16.0, 1.17.0'], 1],
  ['pip-no-such-version-range', 'no-such-version', ['six<100,>=99', '1.17.0'], 1],
  ['pip-not-writable', 'permission-denied', ['/envs/mine/1/lib/python3.11/site-packages/six.py'], 4],
  ['pip-only-wheels', 'no-such-version', ['pyarrow==0.9.0'], 1],
  ['pip-other-python', 'other-python-needed', ['numpy 1.21.6', '>=3.7,<3.11'], 2],
  ['pip-other-python-range', 'other-python-needed', ['numpy 2.5', '>=3.12'], 2],
  ['pip-proxy-auth', 'proxy-login', [], 5],
  ['pip-proxy-refused', 'connection-refused', ['index.example', 'proxy'], 5],
  ['pip-quota', 'quota-exceeded', ['`/envs` (80.0 GB'], 2],
  ['pip-read-only', 'read-only', ['/envs/mine/1/lib'], 4],
  ['pip-refused', 'connection-refused', ['index.example'], 6],
  ['pip-renamed', 'package-renamed', ['`tensorflow-gpu` was renamed to `tensorflow`'], 12],
  ['pip-requires-python', 'other-python-needed', ['future-tool', '>=3.13', '3.11.7'], 3],
  ['pip-timeout', 'connection-timeout', ['index.example'], 2],
  ['pip-tls', 'certificate', ['index.example', 'ca_bundle'], 6],
  ['pip-too-old', 'package-too-old', ['`numpy<1.26`', 'Python 3.11'], 15],
  ['pip-undeclared', 'build-needs-package', ['`flash-attn==2.5.8`', '`torch`'], 9],
  [
    'pip-unknown-package',
    'no-such-package',
    ['`nunpy-x` is not on the package index', 'Did you mean `numpy`?'],
    3,
  ],
  ['pip-wrong-wheel', 'no-wheel', ['sample_tool-1.0-cp39-cp39-win_amd64.whl'], 1],
  ['probe-open-files', 'too-many-open-files', ['ulimit -n'], 25],
  ['probe-illegal-instruction', 'wrong-processor', [], 2],
  ['probe-no-backend', 'keras-needs-backend', ['`keras`', '`tensorflow`'], 2],
  ['probe-no-opengl', 'import-needs-opengl', ['opencv-python', 'opencv-python-headless'], 3],
  ['python-glibc', 'glibc-too-old', ['2.34'], 1],
  ['python-memory', 'out-of-memory', [], 3],
  ['uv-0.5-conflict', 'conflict', ['requests==2.31.0 depends on idna>=2.5,<4', 'you ask for idna==2.0'], 2],
  ['uv-0.5-disk-full', 'disk-full', ['12 MB'], 7, full],
  ['uv-0.5-git-missing', 'git-missing', [], 4],
  ['uv-0.5-hash-mismatch', 'hash-mismatch', ['six==1.17.0'], 4],
  ['uv-0.5-name-resolution', 'name-not-resolved', ['no-such-host.invalid'], 7],
  ['uv-0.5-no-compiler', 'compiler-missing', ['`gcc`'], 90],
  ['uv-0.5-no-inodes', 'inodes-exhausted', ['0 files'], 4, noFiles],
  ['uv-0.5-no-such-version', 'no-such-version', ['six==99.0'], 3],
  ['uv-0.5-no-such-version-range', 'no-such-version', ['six>=99', 'six<=1.17.0'], 3],
  ['uv-0.5-only-wheels', 'no-wheel', ['pyarrow==0.9.0'], 3],
  ['uv-0.5-proxy-auth', 'network-broken', ['index.example', 'proxy'], 6],
  ['uv-0.5-read-only', 'read-only', ['/envs/mine/1'], 2],
  ['uv-0.5-refused', 'connection-refused', ['index.example'], 6],
  ['uv-0.5-requires-python', 'other-python-needed', ['future-tool 1.0', '>=3.13', '3.11.7'], 3],
  ['uv-0.5-timeout', 'connection-timeout', ['index.example'], 5],
  ['uv-0.5-tls', 'certificate', ['index.example'], 6],
  ['uv-0.5-unknown-package', 'no-such-package', ['`nunpy-x`', '`numpy`'], 3],
  ['uv-0.5-wrong-wheel', 'no-wheel', ['sample_tool-1.0-cp39-cp39-win_amd64.whl'], 4],
  ['uv-build-error', 'build-failed', [], 60],
  ['uv-compile-deep-conflict', 'conflict', ['pandas==2.2.3 depends on numpy', 'you ask for numpy<1.20'], 1],
  ['uv-compile-no-such-version', 'no-such-version', ['six==99.0'], 2],
  ['uv-compile-unknown-package', 'no-such-package', ['`nunpy-x`', '`numpy`'], 2],
  ['uv-conflict', 'conflict', ['requests==2.31.0 depends on idna>=2.5,<4', 'you ask for idna==2.0'], 2],
  ['uv-disk-full', 'disk-full', ['12 MB'], 8, full],
  ['uv-forbidden', 'access-denied', ['index.example', '403'], 5],
  ['uv-git-missing', 'git-missing', [], 4],
  ['uv-git-unreachable', 'connection-refused', ['index.example'], 7],
  ['uv-hash-mismatch', 'hash-mismatch', ['six==1.17.0'], 4],
  ['uv-memory', 'out-of-memory', [], 2, { exit: null, signal: 'SIGABRT' }],
  ['uv-metadata-error', 'package-renamed', ['`scikit-learn`'], 7],
  ['uv-name-resolution', 'name-not-resolved', ['no-such-host.invalid'], 6],
  ['uv-no-compiler', 'compiler-missing', ['`gcc`'], 60],
  ['uv-no-inodes', 'inodes-exhausted', ['0 files'], 5, noFiles],
  ['uv-no-library', 'build-tool-missing', ['curl-config'], 13],
  ['uv-no-linker', 'compiler-missing', ['`cc`'], 30],
  ['uv-no-python', 'interpreter-missing', ['Python 3.99'], 1],
  ['uv-no-such-version', 'no-such-version', ['six==99.0'], 3],
  ['uv-no-such-version-range', 'no-such-version', ['six>=99', 'six<=1.17.0'], 3],
  ['uv-no-wheel', 'no-wheel', ['numpy==1.21.6'], 3],
  ['uv-not-writable', 'permission-denied', ['/envs/mine/1/lib'], 6],
  ['uv-only-wheels', 'no-wheel', ['pyarrow==0.9.0'], 3],
  ['uv-other-python', 'other-python-needed', ['numpy>=2.5', '>=3.12', '3.11.7'], 3],
  ['uv-proxy-auth', 'proxy-login', [], 6],
  ['uv-proxy-refused', 'connection-refused', ['index.example', 'proxy'], 8],
  ['uv-read-only', 'read-only', ['/envs/mine/1/lib'], 6],
  ['uv-refused', 'connection-refused', ['index.example'], 7],
  ['uv-requires-python', 'other-python-needed', ['future-tool 1.0', '>=3.13'], 3],
  ['uv-server-error', 'index-out-of-order', ['index.example'], 4],
  ['uv-timeout', 'connection-timeout', ['index.example'], 5],
  ['uv-tls', 'certificate', ['index.example'], 5],
  ['uv-unknown-package', 'no-such-package', ['`nunpy-x`', '`numpy`'], 3],
  ['uv-undeclared', 'build-needs-package', ['`openai-whisper==20231117`', '`pkg_resources`', 'wheel'], 16],
  ['uv-wrong-wheel', 'no-wheel', ['sample-tool==1.0'], 3],
  ['venv-no-ensurepip', 'venv-missing', ['apt install python3-venv'], 1],
];

describe('the output of real tools', () => {
  it.each(table)('%s is explained as %s', (file, code, facts, line, more) => {
    const cause = diagnose(failure(readFileSync(new URL(`${file}.txt`, outputs), 'utf8'), more));
    expect({ code: cause.code, line: cause.line }).toEqual({ code, line });
    for (const fact of facts) expect(`${cause.message}. ${cause.hint}`).toContain(fact);
  });

  it('is in the table above, every file of it', () => {
    const files = readdirSync(outputs).filter((name) => name.endsWith('.txt'));
    expect([...new Set(table.map(([file]) => `${file}.txt`))].sort()).toEqual(files.sort());
  });
});

describe('the table of causes', () => {
  it.each(causes.filter(({ when }) => !when).map((row) => [row.id, row] as const))(
    '%s is found by the example that it gives',
    (id, row) => {
      const found = diagnose({
        ...failure(row.example, { exit: row.exits?.[0] ?? 1 }),
        ...(row.tools?.[0] && { tool: row.tools[0] }),
      });
      expect(found.code).toBe(id);
      expect(found.message).not.toContain('undefined');
    },
  );

  it.each(causes.map((row) => [row.id, row] as const))('%s has messages without a full stop', (_, row) => {
    const match = row.pattern?.exec(row.example) ?? [];
    const words = row.say(match, { ...failure(row.example), kept: ['gadget'], before: row.example });
    for (const sentence of [words?.message, words?.hint]) expect(sentence).toMatch(/^[`A-Z].*[^.]$/s);
  });
});

describe('another version of Python', () => {
  const offers = /(?:another|newer|older|a) Python version|(?:version|package) .*\bof Python\b|Python \d/;
  // Only kernels of Python have the word of its failed attempts.
  const rows = causes.filter(({ id }) => id !== 'import-failed');
  const offering = (language: Language) =>
    rows.flatMap((row) => {
      const context = { ...failure(row.example, { language }), kept: ['gadget'], before: row.example };
      const { hint = '' } = row.say(row.pattern?.exec(row.example) ?? [], context) ?? {};
      return offers.test(hint) ? [row.id] : [];
    });

  it('is offered where a person can choose it, and not for a kernel of another language', () => {
    expect(offering(python)).toEqual(expect.arrayContaining(['other-python-needed', 'package-too-old']));
    expect(offering(bash)).toEqual([]);
  });
});

describe('an end without output', () => {
  it.each([
    ['a kill', { exit: null, signal: 'SIGKILL' }, 'killed'],
    ['a kill that a shell reports', { exit: 137 }, 'killed'],
    ['an illegal instruction', { exit: null, signal: 'SIGILL' }, 'wrong-processor'],
    ['an abort', { exit: 134 }, 'crashed'],
    ['a file above the limit', { exit: null, signal: 'SIGXFSZ' }, 'file-size-limit'],
    ['a crash', { exit: null, signal: 'SIGSEGV' }, 'crashed'],
    ['a stop', { exit: null, signal: 'SIGTERM' }, 'stopped'],
    ['a missing command', { exit: 127 }, 'command-missing'],
    ['a file that cannot be run', { exit: 126 }, 'command-not-executable'],
    [
      'a package manager that made no environment',
      { exit: 1, tool: 'test', phase: 'create' as const },
      'nothing-made',
    ],
  ])('%s is explained', (_, more, code) => {
    const cause = diagnose(failure('Solving environment: ...working...', more));
    expect(cause.code).toBe(code);
    expect(cause.line).toBeUndefined();
  });
});

describe('a kill', () => {
  const killed = { exit: null, signal: 'SIGKILL' };
  const limit = 4e9;

  it.each([
    ['little memory was used', { peak: 1e9, limit, kills: 0 }, 'killed', 'signal 9'],
    ['the peak is near the limit', { peak: 3.9e9, limit, kills: 0 }, 'out-of-memory', '3.9 GB of 4.0 GB'],
    ['the host has counted it', { peak: 1e9, limit, kills: 1 }, 'out-of-memory', 'The host killed'],
  ])('speaks of memory only with evidence: %s', (_, memory, code, words) => {
    const cause = diagnose(failure('Solving environment: ...working...', { ...killed, memory }));
    expect(cause).toMatchObject({ code, message: expect.stringContaining(words) });
  });
});

describe('a package that the app itself adds', () => {
  it.each([
    ['ERROR: Could not find a version that satisfies the requirement ipykernel (from versions: none)'],
    ['ERROR: Could not find a version that satisfies the requirement ipykernel<7 (from versions: 7.0.1)'],
    ['Because ipykernel was not found in the package registry and you require ipykernel, we can conclude'],
    ['PackagesNotFoundInChannelsError: The following packages are not available:\n\n  - ipykernel'],
  ])('is missing from the index, not misspelled: %s', (text) => {
    const { message, hint } = diagnose(failure(text, { own: ['uv', 'ipykernel', 'pip'] }));
    expect(message).toMatch(/`ipykernel`, which Create Kernel adds to every environment, is not in the/);
    expect(`${message} ${hint}`).not.toMatch(/spelling|version/i);
  });
});

it('a tool that was only queried has no log', () => {
  const asked = { asked: true } as const;
  expect(diagnose(failure('surprise', asked))).toEqual({
    code: 'unknown',
    message: 'The step ended with exit code 1: surprise',
    hint: 'Read its output',
  });
  const conflict = 'ERROR: gcc/12 cannot be loaded due to a conflict.';
  expect(diagnose(failure(conflict, asked)).line).toBeUndefined();
});

describe('an error of the app’s own writes', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'quota-exceeded'],
    ['EROFS', 'read-only'],
    ['EACCES', 'permission-denied'],
  ])('%s is explained without a line', (errorCode, code) => {
    const cause = diagnose({ phase: 'create', exit: null, errorCode, lines: [], space: roomy });
    expect(cause).toEqual({ code, message: expect.any(String), hint: expect.any(String) });
  });
});

describe('a package cache on a full file system', () => {
  const cache = {
    path: '/envs/.package-cache/conda',
    removed: { bytes: 66e6, files: 2400 },
    kept: { bytes: 0, files: 0 },
  };
  const line = 'NoSpaceLeftError: No space left on devices.';

  it('is named with what was deleted from it', () => {
    const cause = diagnose(failure(line, { ...noFiles, cache }));
    expect(cause.code).toBe('inodes-exhausted');
    expect(cause.hint).toMatch(
      /The package cache is `\/envs\/.package-cache\/conda`: the files of this build were removed \(66 MB in 2400 files\)$/,
    );
  });

  it('is named with what earlier builds left in it', () => {
    const kept = { bytes: 5e9, files: 90_000 };
    const cause = diagnose(failure(line, { ...full, cache: { ...cache, kept } }));
    expect(cause.code).toBe('disk-full');
    expect(cause.hint).toContain('earlier builds have left 5.0 GB in 90000 files there');
  });
});

describe('a conflict that pip explains', () => {
  const reasons = [
    'The conflict is caused by:',
    '    needsold 1.0 depends on six<1',
    '    you have six 1.17',
  ];
  const errors = [
    'ERROR: Cannot install needsold because these package versions have conflicting dependencies.',
    'ERROR: ResolutionImpossible: for help visit https://pip.example/',
  ];

  it.each([
    ['between its errors', [errors[0], '', ...reasons, errors[1]]],
    ['before them', [...reasons, ...errors]],
    ['after them', [...errors, ...reasons]],
  ])('is named with its reasons, which come on another stream: %s', (_, lines) => {
    const { code, message } = diagnose(failure(lines.join('\n')));
    expect({ code, message }).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('needsold 1.0 depends on six<1'),
    });
  });
});

describe('which file system is full', () => {
  it('is the one of the path in the line, if that is not the environment’s', () => {
    const line = "OSError: [Errno 28] No space left on device: '/home/ada/.cache/pip/x'";
    expect(diagnose(failure(line)).message).toMatch(/`\/home\/ada\/\.cache\/pip\/x`$/);
  });
});

describe('the new kernel', () => {
  it.each([
    ['kernel-not-started: the kernel ended: no module', 'kernel-not-started', 'the kernel ended: no module'],
    ['cell-failed: the kernel did not answer in time', 'cell-failed', 'did not answer in time'],
    [
      "import-failed: keras-tuner: ModuleNotFoundError: No module named 'tensorflow.keras'",
      'keras-needs-backend',
      'tensorflow',
    ],
    [
      "import-failed: tool: ModuleNotFoundError: No module named 'other.part'",
      'import-needs-module',
      '`other`',
    ],
    [
      "import-failed: cv2: ModuleNotFoundError: No module named 'cv2'",
      'module-in-no-package',
      'No package in the environment has the module `cv2`',
    ],
    [
      "import-failed: tool.part: ModuleNotFoundError: No module named 'tool'",
      'module-in-no-package',
      'module `tool`',
    ],
    ['import-failed: tool: SyntaxError: invalid syntax', 'import-failed', 'SyntaxError: invalid syntax'],
    ['smoke-failed: AssertionError: 3', 'smoke-failed', 'AssertionError: 3'],
    ['not-isolated: PYTHONPATH of the Jupyter session gets into the kernel', 'not-isolated', 'PYTHONPATH'],
  ])('%s', (line, code, fact) => {
    const cause = diagnose(failure(`kernel started in 0.9 s\n${line}`, { tool: 'probe', phase: 'verify' }));
    expect(cause).toMatchObject({ code, line: 2 });
    expect(`${cause.message} ${cause.hint}`).toContain(fact);
  });
});

describe('an attempt that was followed by another', () => {
  it('does not hide the real failure', () => {
    const text = [
      "WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by 'Connection refused': /simple/a/",
      'ERROR: Could not find a version that satisfies the requirement nunpy (from versions: none)',
    ].join('\n');
    expect(diagnose(failure(text)).code).toBe('no-such-package');
  });
});

describe('an unknown failure', () => {
  it('is quoted, with the line', () => {
    const text = 'working\nError: the flux has no capacitor\nnote: see the manual\n';
    expect(diagnose(failure(text, { exit: 3 }))).toEqual({
      code: 'unknown',
      message: 'The step ended with exit code 3: Error: the flux has no capacitor',
      hint: 'Read the log around line 2',
      line: 2,
    });
  });

  it('is reported by its last line if no line has an error', () => {
    expect(diagnose(failure('one\ntwo\n\n')).message).toBe('The step ended with exit code 1: two');
  });

  it.each([
    [
      'the exception that conda reports',
      `# >>> ERROR REPORT <<<\n    Traceback (most recent call last):\n    KeyError: 'first'\n    During handling\n    conda.core.OddError: the last one\n\n\`$ conda create --yes\`\n  error : 3\nAn unexpected error has occurred. Conda has prepared the above report.\n\nIf you suspect this error is being caused by a malfunctioning plugin,\n`,
      'conda.core.OddError: the last one',
      5,
    ],
    [
      'the error that is named, not what comes after it',
      'Solving\n\nOddLinkError: no such thing\n\n()\n',
      'OddLinkError: no such thing',
      3,
    ],
    [
      'not a progress line',
      'OddNote: x\nCannot go on\nVerifying transaction: ...working... failed\n',
      'Cannot go on',
      2,
    ],
  ])('is reported by %s', (_, text, said, line) => {
    const cause = diagnose(failure(text, { tool: 'conda' }));
    expect(cause).toMatchObject({ code: 'unknown', line });
    expect(cause.message).toBe(`The step ended with exit code 1: ${said}`);
  });

  it('has a message even without output', () => {
    expect(diagnose({ phase: 'create', exit: null, signal: 'SIGHUP', lines: [] }).code).toBe('stopped');
    expect(diagnose({ phase: 'create', exit: 1, lines: [] })).toEqual({
      code: 'unknown',
      message: 'The step ended with exit code 1',
      hint: 'Read the log',
    });
  });

  it('is read without its colours', () => {
    expect(diagnose(failure('\x1b[31mERROR: odd\x1b[0m')).message).toBe(
      'The step ended with exit code 1: ERROR: odd',
    );
  });

  it('is fast even for a large output', () => {
    const lines = numbered(Array.from({ length: 500 }, () => `${'word '.repeat(800)}`).join('\n'));
    expect(cpuSeconds(() => diagnose(failure('', { lines })))).toBeLessThan(2 * slowness());
  });
});
