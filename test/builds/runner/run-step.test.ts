import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { signalGroup } from '../../../src/base/process-group.js';
import { runStep, type StepResult } from '../../../src/builds/runner/run-step.js';
import type { Action } from '../../../src/steps/plan.js';
import { makeFifo } from '../../support/fifo.js';
import { temporaryDirectory } from '../../support/python.js';
import { waitFor } from '../../support/wait.js';

const PATH = '/usr/local/bin:/usr/bin:/bin';

interface Ran extends StepResult {
  lines: string[];
  group: number;
}

async function runIn(
  directory: string,
  action: Action,
  more: { environment?: Record<string, string>; mask?: string[] } = {},
): Promise<Ran> {
  const lines: string[] = [];
  let group = 0;
  const result = await runStep(action, {
    ...{ environment: { PATH, STEP: 'yes', ...more.environment }, clean: { PATH }, directory, build: 'b' },
    mask: more.mask ?? [],
    onLine: (stream, { text }) => lines.push(`${stream} ${text}`),
    onBatch: () => {},
    onStart: (started) => {
      group = started;
    },
  });
  return { ...result, lines, group };
}

const run = async (action: Action) => runIn(await temporaryDirectory(), action);
const sh = (script: string, more: object = {}): Action => ({
  ...{ kind: 'command', argv: ['sh', '-c', script], ...more },
});

describe('a command', () => {
  it('gives its lines in order, each with its stream', async () => {
    const { lines, exit } = await run(sh('echo one; echo two >&2; printf three'));
    expect(exit).toBe(0);
    expect(lines.sort()).toEqual(['stderr two', 'stdout one', 'stdout three']);
  });

  it('gives a line while it is still running', async () => {
    const directory = await temporaryDirectory();
    const wait = 'until [ -e seen ]; do sleep 0.01; done';
    const result = await new Promise<StepResult>((resolve, reject) => {
      void runStep(sh(`echo first; ${wait}; echo last`), {
        ...{ environment: { PATH }, clean: { PATH }, directory, build: 'b', mask: [] },
        onLine: (_, { text }) => {
          if (text === 'first') runStep({ kind: 'write', path: join(directory, 'seen'), text: '' }, context);
        },
        onBatch: () => {},
        onStart: () => {},
      }).then(resolve, reject);
      const context = {
        ...{ environment: {}, clean: {}, directory, build: 'b', mask: [] },
        onLine: () => {},
        onBatch: () => {},
        onStart: () => {},
      };
    });
    expect(result.exit).toBe(0);
  });

  it.each([
    ['exit 3', { exit: 3 }],
    ['kill -9 $$', { exit: null, signal: 'SIGKILL' }],
    ['kill -TERM $$', { exit: null, signal: 'SIGTERM' }],
  ])('has the result of its program: %s', async (script, outcome) => {
    expect(await run(sh(script))).toMatchObject(outcome);
  });

  it.each([
    ['is not there', '/nonexistent/tool', 127, 'stderr /nonexistent/tool: command not found'],
    ['is not on the search path', 'no-such-tool', 127, 'stderr no-such-tool: command not found'],
    ['cannot be run', '/etc/passwd', 126, expect.stringContaining('EACCES')],
  ])('reports the error of a shell if the program %s', async (_, program, exit, line) => {
    const result = await run({ kind: 'command', argv: [program] });
    expect(result).toMatchObject({ exit, lines: [line] });
  });

  it('has an empty standard input', async () => {
    expect(await run(sh('cat; echo done'))).toMatchObject({ exit: 0, lines: ['stdout done'] });
  });

  it('gets its words unchanged, without a shell', async () => {
    const argv = ['printf', '%s\\n', '$HOME', '*', "it's", 'a b', '; id'];
    const { lines } = await run({ kind: 'command', argv });
    expect(lines).toEqual(argv.slice(2).map((word) => `stdout ${word}`));
  });

  it('has the environment after the steps before it, or a clean one, and its own variables', async () => {
    expect((await run(sh('echo $STEP$MORE', { variables: { MORE: '!' } }))).lines).toEqual(['stdout yes!']);
    expect((await run(sh('echo "<$STEP>"', { clean: true }))).lines).toEqual(['stdout <>']);
    expect((await run({ kind: 'command', argv: ['env'] })).lines.sort()).toEqual([
      'stdout CREATE_KERNEL_BUILD=b',
      `stdout PATH=${PATH}`,
      'stdout STEP=yes',
    ]);
  });

  it('writes its output into a file in a new directory, and its errors into the log', async () => {
    const directory = await temporaryDirectory();
    const output = join(directory, 'deep', 'file');
    const { lines } = await runIn(directory, sh('echo printed; echo logged >&2', { output }));
    expect(readFileSync(output, 'utf8')).toBe('printed\n');
    expect(lines).toEqual(['stderr logged']);
  });

  it('masks secrets in the log', async () => {
    const action = sh('echo "token is $TOKEN"', { variables: { TOKEN: 'abcd1234' } });
    const { lines } = await runIn(await temporaryDirectory(), action, { mask: ['abcd1234'] });
    expect(lines).toEqual(['stdout token is ***']);
  });

  it('reports how much memory it used', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const directory = await temporaryDirectory();
    const eat = 'import sys; x = bytearray(120_000_000); open("eaten", "w"); sys.stdin = open("go")';
    const go = join(directory, 'go');
    makeFifo(go);
    const ran = runIn(directory, { kind: 'command', argv: ['python3', '-I', '-c', eat] });
    await waitFor('it to have it', () => existsSync(join(directory, 'eaten')));
    vi.advanceTimersByTime(1000);
    writeFileSync(go, '');
    expect((await ran).peak_memory).toBeGreaterThan(120_000_000);
  });

  it('has a separate process group', async () => {
    const { group, lines } = await run(sh('ps -o pgid= -p $$ || cut -d" " -f5 /proc/$$/stat'));
    expect(lines.map((line) => Number(line.replace('stdout', '')))).toEqual([group]);
  });
});

describe('a process that a step leaves behind', () => {
  it('does not delay the build, although it keeps the output open', async () => {
    const { exit, lines, group } = await run(sh('echo before; sleep 999 & echo after'));
    expect(exit).toBe(0);
    expect(lines).toEqual(['stdout before', 'stdout after']);
    // It is alive, and would be for long.
    expect(signalGroup(group, 'SIGKILL')).toBe(true);
  });

  it('does not delay an activation either', async () => {
    const { environment, group } = await run({
      kind: 'environment',
      lines: ['sleep 999 &', 'export A=1'],
    });
    expect(environment).toMatchObject({ A: '1' });
    // It is alive, and would be for long.
    expect(signalGroup(group, 'SIGKILL')).toBe(true);
  });
});

describe('an activation', () => {
  it('does not pass on the mark of the build’s processes', async () => {
    const { environment, lines } = await run({
      kind: 'environment',
      lines: ['echo $CREATE_KERNEL_BUILD'],
    });
    expect(lines).toEqual(['stdout b']);
    expect(environment).not.toHaveProperty('CREATE_KERNEL_BUILD');
  });

  const activate = (lines: string[], more: object = {}) =>
    run({ kind: 'environment', lines, ...more } as Action);

  it('changes the environment of later steps', async () => {
    const { exit, environment } = await activate(['export A=1 STEP=changed', 'unset PATHS', 'PATH=/x:$PATH']);
    expect(exit).toBe(0);
    expect(environment).toMatchObject({ A: '1', STEP: 'changed', PATH: `/x:${PATH}` });
  });

  it('may set values with line breaks and every other character', async () => {
    const { environment } = await activate([`export A=$'one\\ntwo=3\\t"é'`]);
    expect(environment?.A).toBe('one\ntwo=3\t"é');
  });

  it('may have failing commands, read unset variables and set no exit status', async () => {
    const { exit, environment } = await activate(['false', ': "$UNSET"', 'export A=1', 'false']);
    expect({ exit, A: environment?.A }).toEqual({ exit: 0, A: '1' });
  });

  it.each([
    ['did what it is there for', "it's /x", 0],
    ['did nothing, with exit status 0', 'other', 1],
  ])('is distinguished from one that %s', async (_, value, exit) => {
    const lines = [`export HERE="it's /x"`];
    const result = await activate(lines, { expect: { variable: 'HERE', value } });
    expect(result.exit).toBe(exit);
    if (exit === 0) expect(result.environment).not.toHaveProperty('CREATE_KERNEL_EXPECTED');
    else expect(result.lines).toEqual(['stderr The activation failed']);
  });

  it('reads no start-up file', async () => {
    const directory = await temporaryDirectory();
    for (const name of ['.bashrc', '.bash_profile', '.profile'])
      await runIn(directory, { kind: 'write', path: join(directory, name), text: 'export BROKEN=1\n' });
    const action: Action = { kind: 'environment', lines: ['export A=1'] };
    const { environment } = await runIn(directory, action, { environment: { HOME: directory } });
    expect(environment).not.toHaveProperty('BROKEN');
  });

  it('records the environment before and after it', async () => {
    const directory = await temporaryDirectory();
    const [before, after] = [join(directory, 'before'), join(directory, 'after')];
    await runIn(directory, { kind: 'environment', lines: ['export A=1'], record: { before, after } });
    expect(readFileSync(before, 'utf8')).toBe(`PATH=${PATH}\0STEP=yes\0`);
    expect(readFileSync(after, 'utf8').split('\0')).toContain('A=1');
  });

  it('records no environment after it if it fails', async () => {
    const directory = await temporaryDirectory();
    const after = join(directory, 'after');
    const action: Action = { kind: 'environment', lines: ['exit 4'], record: { after } };
    expect(await runIn(directory, action)).toMatchObject({ exit: 4 });
    expect(existsSync(after)).toBe(false);
  });
});

describe('a file', () => {
  it('is written with its directory, and respects the umask', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'a', 'b');
    const old = process.umask(0o027);
    try {
      await runIn(directory, { kind: 'write', path, text: 'é\n' });
    } finally {
      process.umask(old);
    }
    expect(readFileSync(path, 'utf8')).toBe('é\n');
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('is copied with its mode to a new directory; one that is optional may be missing', async () => {
    const directory = await temporaryDirectory();
    const at = (name: string) => join(directory, name);
    await runIn(directory, { kind: 'write', path: at('private'), text: 'é' });
    chmodSync(at('private'), 0o600);
    const files = [
      { from: at('missing'), to: at('a/missing'), optional: true as const },
      { from: at('private'), to: at('a/b/copy') },
    ];
    expect(await runIn(directory, { kind: 'copy', files })).toMatchObject({ exit: 0 });
    expect(readFileSync(at('a/b/copy'), 'utf8')).toBe('é');
    expect(statSync(at('a/b/copy')).mode & 0o777).toBe(0o600);
    expect(existsSync(at('a/missing'))).toBe(false);
    const needed: Action = { kind: 'copy', files: [{ from: at('missing'), to: at('c') }] };
    await expect(runIn(directory, needed)).rejects.toMatchObject({ code: 'ENOENT', path: at('missing') });
  });

  it('throws an error with its path if it cannot be written', async () => {
    const action: Action = { kind: 'write', path: '/proc/version/x', text: '' };
    await expect(run(action)).rejects.toThrow(/ENOTDIR|EEXIST/);
  });
});
