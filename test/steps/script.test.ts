import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MARK } from '../../src/builds/holding/processes/process-mark.js';
import { managers } from '../../src/managers/index.js';
import { makePlan } from '../../src/plan/make-plan.js';
import type { Plan, Step } from '../../src/steps/plan.js';
import { renderScript } from '../../src/steps/script.js';
import { command, copy, write } from '../../src/steps/step.js';
import { makeHome } from '../support/home.js';
import { conda, context, mamba, micromamba, recipe, uv } from '../support/host.js';
import { ended, orderPretend, pretendPlan, shell } from '../support/pretend.js';
import { type, type WayName, wayNames } from '../support/typed.js';

// These tests run real processes, beside those of other test files.
const ODD_TEXT = 'EN\nEND\n$HOME `id` \\ "quoted" it\'s !history \n\ttab\n';

/** Steps that show whether a script does what a build does; each writes a file in the environment. */
function tellingSteps(prefix: string): Step[] {
  const step = (id: string) => ({ id, phase: 'install' as const, title: `Tell ${id}` });
  return [
    {
      ...step('activate'),
      action: {
        kind: 'environment',
        lines: ['false', 'echo "$UNSET"', 'export GIVEN="it\'s $HOME"', 'ours() { :; }'],
        expect: { variable: 'GIVEN', value: `it's ${prefix.split('/environments')[0]}/home` },
        record: { before: `${prefix}/before`, after: `${prefix}/after` },
      },
    },
    write(step('text'), `${prefix}/deep/text`, ODD_TEXT),
    command(step('words'), ['printf', '%s|', "it's", '*', '', '$x', 'a  b', '!x'], {
      output: `${prefix}/words`,
    }),
    command(step('variables'), ['sh', '-c', 'echo "$GIVEN,$MORE"'], {
      variables: { MORE: '*' },
      output: `${prefix}/variables`,
    }),
    command(step('clean'), ['env'], { clean: true, output: `${prefix}/clean` }),
    command(step('input'), ['cat'], { output: `${prefix}/input` }),
    command(step('place'), ['pwd'], { output: `${prefix}/place` }),
    copy(step('copy'), [
      { from: `${prefix}/words`, to: `${prefix}/copied/it's` },
      { from: `${prefix}/missing`, to: `${prefix}/copied/missing`, optional: true },
      { from: `${prefix}/copied/it's`, to: `${prefix}/copied/again`, optional: true },
    ]),
  ];
}

const written = ['deep/text', 'words', 'variables', 'clean', 'input', 'place', "copied/it's", 'copied/again'];

function tellings({ prefix }: Plan): Record<string, string> {
  // A build marks its processes; a script has no build.
  const text = (name: string) =>
    readFileSync(`${prefix}/${name}`, 'utf8').replace(new RegExp(`^${MARK}=.*\\n`, 'm'), '');
  // Bash sets these for every program: https://www.gnu.org/software/bash/manual/html_node/Bash-Variables.html
  const ofBash = /^(_|SHLVL|PWD|OLDPWD)=/;
  const variables = (name: string) =>
    text(name)
      .split('\0')
      .filter((each) => !ofBash.test(each) && !each.startsWith(`${MARK}=`))
      .sort()
      .join('\n');
  return {
    ...Object.fromEntries(written.map((name) => [name, text(name)])),
    ...{ before: variables('before'), after: variables('after') },
  };
}

describe('the printed script', () => {
  it.each(Object.keys(managers))('for %s is bash', (manager) => {
    const host = context({ uv, conda, mamba, micromamba, modules: '/m' });
    const script = renderScript(makePlan(recipe({ manager, modules: ['gcc'], packages: ['six'] }), host));
    const inner = script.replace(/[\s\S]*<<'END_OF_SCRIPT'.*\n/, '').replace(/END_OF_SCRIPT\n$/, '');
    for (const text of [script, inner]) execFileSync('bash', ['-n'], { input: text });
    expect(inner).toMatch(/^set -e\n/);
  });

  it.each(wayNames)('does exactly what a build does, run %s', async (way) => {
    const home = makeHome();
    const plan = pretendPlan(home);
    const steps = [...plan.steps];
    steps.splice(2, 0, ...tellingSteps(plan.prefix));
    const telling = { ...plan, steps };
    expect((await ended(await orderPretend(home, telling), home)).state.status).toBe('succeeded');
    const built = tellings(plan);
    for (const path of [plan.prefix, plan.kernel_directory]) rmSync(path, { recursive: true });
    const { exit, stdout, stderr } = await type(renderScript(telling), way, home);
    expect(exit, stdout + stderr).toBe(0);
    expect(tellings(plan)).toEqual(built);
    expect(existsSync(`${plan.kernel_directory}/kernel.json`)).toBe(true);
  });

  it.each<WayName>(['as a file', 'pasted into a terminal'])(
    'stops at the first failure and publishes nothing, run %s',
    async (way) => {
      const home = makeHome();
      const plan = pretendPlan(home, [shell('fail', 'exit 7'), shell('after', 'echo went on')]);
      const { exit, stdout } = await type(renderScript(plan), way, home);
      expect(exit).toBe(7);
      expect(stdout).not.toContain('went on\n');
      expect(existsSync(plan.kernel_directory)).toBe(false);
    },
  );

  it('stops if an activation does not work, although its lines have no exit status', async () => {
    const home = makeHome();
    const plan = pretendPlan(home, [
      {
        ...{ id: 'activate', phase: 'install', title: 'Activate' },
        action: { kind: 'environment', lines: ['A=1'], expect: { variable: 'B', value: '1' } },
      },
    ]);
    const { exit, stderr } = await type(renderScript(plan), 'as a file', home);
    expect(exit).toBe(1);
    expect(stderr).toContain('The activation failed');
  });

  it('removes its directory last, after the site’s hooks after publishing', () => {
    const home = makeHome();
    const plan = pretendPlan(home);
    plan.steps.push(shell('after-publish', '/bin/pwd', { phase: 'publish' }));
    const shown = execFileSync('bash', { input: renderScript(plan), env: { PATH: '/usr/bin:/bin' } });
    expect(shown.toString()).toBe(`${plan.directory}\n`);
    expect(existsSync(plan.staging)).toBe(false);
  });

  it('refuses to replace an existing kernel', async () => {
    const home = makeHome();
    const plan = pretendPlan(home);
    mkdirSync(plan.kernel_directory, { recursive: true });
    const { exit, stderr } = await type(renderScript(plan), 'as a file', home);
    expect(exit).toBe(3);
    expect(stderr).toBe(`${plan.kernel_directory} exists already`);
    expect(existsSync(plan.prefix)).toBe(false);
  });

  it("reads a URL with a password from the terminal's variable instead of printing it", async () => {
    const home = makeHome();
    const password = 'http://ada:pass word$@proxy:3128';
    const proxied = pretendPlan(home, [
      command({ id: 'tell', phase: 'install', title: 'Tell' }, ['printenv', 'https_proxy']),
    ]);
    const script = renderScript({
      ...proxied,
      environment: { ...proxied.environment, https_proxy: password },
    });
    expect(script).not.toContain('pass word');
    const shown = execFileSync('bash', {
      input: script,
      env: { PATH: '/usr/bin:/bin', https_proxy: password },
    });
    expect(shown.toString()).toBe(`${password}\n`);
  });

  it.each([
    ['a secret name', 'INDEX_TOKEN', "it's a $ecret"],
    ['an address with a password', 'PIP_EXTRA_INDEX_URL', 'https://ada:hunter2@host/simple'],
    ['a proxy without a scheme', 'http_proxy', 'ada:hunter2@proxy:3128'],
  ])('reads a variable with %s from the terminal, only for its command', async (_, name, value) => {
    const home = makeHome();
    const print = `echo "<$${name}>"`;
    const plan = pretendPlan(home, [
      command({ id: 'tell', phase: 'install', title: 'Tell' }, ['sh', '-c', print], {
        variables: { [name]: value },
      }),
      shell('tell-again', print),
    ]);
    const script = renderScript(plan);
    expect(script).not.toContain(value);
    const shown = execFileSync('bash', { input: script, env: { PATH: '/usr/bin:/bin', [name]: value } });
    expect(shown.toString()).toBe(`<${value}>\n<>\n`);
  });
});
