import { describe, expect, it } from 'vitest';
import { isObeyed, withoutColours } from '../../../src/base/text/terminal-text.js';
import { LogText } from '../../../src/cli/output/log-text.js';
import type { BuildEvent } from '../../../src/shared/builds/build-events.js';

const time = 0;
const step = 'install-packages';
const begin: BuildEvent = {
  ...{ type: 'build', time, name: 'demo', display_name: 'Demo', generation: 1, manager: 'uv' },
  steps: [{ id: step, phase: 'install', title: 'Install the packages' }],
};
const started: BuildEvent = { type: 'step-started', time, step, command: 'cd /x\nuv pip install six' };
const output = (text: string, replaces?: true): BuildEvent => ({
  ...{ type: 'output', time, step, stream: 'stdout', line: 1, text },
  ...(replaces && { replaces }),
});
const ended = (more: object): BuildEvent => ({
  type: 'step-ended',
  time,
  step,
  exit: 0,
  seconds: 12,
  ...more,
});

function textOf(events: BuildEvent[], { colour = false, commands = false } = {}): string[] {
  const log = new LogText({ colour, commands });
  return [...events.flatMap((event) => log.lines(event)), ...log.end()];
}

describe('a plain log', () => {
  it('shows each step by its phase and title, then what it wrote', () => {
    expect(textOf([begin, started, output('one'), output('two'), ended({})])).toEqual([
      'install: Install the packages',
      'one',
      'two',
    ]);
  });

  it('shows escape sequences instead of obeying them, wherever they come from', () => {
    const command = 'C=\x1b]8;;https://evil.example\x07 uv';
    const hostile = { ...started, command } as BuildEvent;
    const text = textOf([begin, hostile, output('\x1b[31mred\x1b[0m \x1b]0;title\x07')], {
      ...{ commands: true, colour: true },
    }).join('\n');
    expect(text).toContain('$ C=\\033]8;;https://evil.example\\007 uv');
    expect(text).toContain('\x1b[31mred\x1b[0m \\033]0;title\\007');
    expect(isObeyed(withoutColours(text))).toBe(false);
  });

  it('shows the commands where they are wanted', () => {
    expect(textOf([begin, started], { commands: true })).toEqual([
      'install: Install the packages',
      '$ cd /x',
      '> uv pip install six',
    ]);
  });

  it.each([
    [{ exit: 2 }, 'install: Install the packages: exit status 2 after 12 s'],
    [{ exit: null, signal: 'SIGKILL' }, 'install: Install the packages: ended by SIGKILL after 12 s'],
  ])('says how a failed step ended: %j', (end, line) => {
    expect(textOf([begin, ended(end)])).toEqual([line]);
  });

  it('shows of a progress bar its beginning and its end', () => {
    const bar = [output('10%'), output('50%', true), output('100%', true), output('done')];
    expect(textOf(bar)).toEqual(['10%', '100%', 'done']);
    expect(textOf(bar.slice(0, 3))).toEqual(['10%', '100%']);
  });

  it('says what a build waits for', () => {
    expect(textOf([{ type: 'status', time, status: 'waiting', reason: 'another build' }])).toEqual([
      'waiting: another build',
    ]);
  });

  it('keeps colours on a terminal, closed at the end of the line, and nowhere else', () => {
    expect(textOf([output('\x1b[31mred')], { colour: true })).toEqual(['\x1b[31mred\x1b[0m']);
    expect(textOf([output('\x1b[31mred')])).toEqual(['red']);
  });
});
