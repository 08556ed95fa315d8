/**
 * A host with central kernels, configuration files of tools, variables, and files of another user. None of these may
 * change the result of a test. It is made of mounts that no other process sees, and so needs root.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SYSTEM_JUPYTER = '/usr/share/jupyter';
const NOBODY = 65_534;
const HARM_WORDS = 'a file of the host got in';
const HARM = `raise SystemExit("${HARM_WORDS}")\n`;
const START_WORDS = 'a start-up file of the user was read';
const NOWHERE = 'https://127.0.0.1:9';

/** Whether this user can make such mounts. */
export const mayCrowd = () => spawnSync('unshare', ['--mount', 'true']).status === 0;

/** Calls `run` with the words that go before a command, and with the command's environment. */
export async function onCrowdedHost(run) {
  const directory = mkdtempSync(join(tmpdir(), 'crowded-'));
  chmodSync(directory, 0o755);
  try {
    const at = (...names) => join(directory, ...names);
    fillHome(at('home'));
    fillSystemJupyter(at('jupyter'));
    fillTemporary(at('tmp'));
    write(at('modules/json.py'), HARM);
    mkdirSync(SYSTEM_JUPYTER, { recursive: true });
    const script = 'mount --bind "$1" "$2" && shift 2 && exec "$@"';
    const words = ['unshare', '--mount', 'sh', '-c', script, 'sh', at('jupyter'), SYSTEM_JUPYTER];
    return await run(words, { ...process.env, ...variables(at) });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What has no effect for a command there: the names of the signs of a crowd that are missing. */
export function missingOnCrowdedHost(before, environment) {
  const says = (words, more = {}) => {
    const [program, ...rest] = [...before, ...words];
    const { stdout, stderr } = spawnSync(program, rest, {
      env: { ...environment, ...more },
      encoding: 'utf8',
    });
    return `${stdout}${stderr}`;
  };
  const signs = {
    'central kernels': says(['cat', join(SYSTEM_JUPYTER, 'kernels/ir/kernel.json')]).includes('"R"'),
    // Where python3 is a script of bash, the start-up file ends it.
    'modules of Python': says(['python3', '-c', 'import json'], { BASH_ENV: '' }).includes(HARM_WORDS),
    'a start-up file of bash': says(['bash', '-c', 'true']).includes(START_WORDS),
    'settings of pip': says(['cat', join(environment.HOME, '.config/pip/pip.conf')]).includes(NOWHERE),
    'files of another user': says(['stat', '-c', '%u', join(environment.TMPDIR, 'pun-others')]).includes(
      NOBODY,
    ),
  };
  return Object.keys(signs).filter((name) => !signs[name]);
}

function variables(at) {
  return {
    ...{
      HOME: at('home'),
      OWN_HOME: homedir(),
      TMPDIR: at('tmp'),
      JUPYTER_PATH: at('jupyter'),
      JUPYTER_DATA_DIR: at('jupyter'),
    },
    ...{ PYTHONPATH: at('modules'), PYTHONSTARTUP: at('modules/json.py'), PYTHONDONTWRITEBYTECODE: '1' },
    ...{ PIP_TARGET: at('target'), PIP_USER: '1', PIP_NO_BINARY: ':all:', PIP_REQUIRE_VIRTUALENV: '1' },
    ...{ UV_OFFLINE: '1', UV_SYSTEM_PYTHON: '1', UV_PYTHON_PREFERENCE: 'only-managed' },
    ...{ CONDARC: at('home/.condarc'), CONDA_PREFIX: at('conda'), VIRTUAL_ENV: at('conda') },
    ...{ BASH_ENV: at('home/.bashrc'), XDG_DATA_HOME: at('home/.local/share'), NODE_ENV: 'production' },
  };
}

function fillHome(home) {
  write(join(home, '.condarc'), `channels: [${NOWHERE}]\noffline: true\nalways_yes: false\n`);
  write(join(home, '.config/pip/pip.conf'), `[global]\nindex-url = ${NOWHERE}/simple\nuser = true\n`);
  write(join(home, '.config/uv/uv.toml'), `offline = true\n`);
  write(join(home, '.bashrc'), `echo ${START_WORDS}\nexit 9\n`);
  write(join(home, '.pydistutils.cfg'), '[install]\nuser = 1\n');
  writeKernel(join(home, '.local/share/jupyter/kernels/mine'), 'Mine', 'python');
}

/** As Debian's r-cran-irkernel, or a site with central kernels, has it. */
function fillSystemJupyter(directory) {
  writeKernel(join(directory, 'kernels/ir'), 'R', 'R');
  writeKernel(join(directory, 'kernels/python3'), 'Python 3 (ipykernel)', 'python');
  write(join(directory, 'kernels/broken/kernel.json'), '{"torn');
}

/** Another user's directories in a temporary directory for everyone. */
function fillTemporary(directory) {
  mkdirSync(directory);
  chmodSync(directory, 0o1777);
  for (const name of ['create-kernel-home-others', 'create-kernel-others', 'pun-others']) {
    mkdirSync(join(directory, name), { mode: 0o700 });
    chownSync(join(directory, name), NOBODY, NOBODY);
  }
}

function writeKernel(directory, display_name, language) {
  const argv = ['/nonexistent/program', '{connection_file}'];
  write(join(directory, 'kernel.json'), JSON.stringify({ argv, display_name, language }));
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
