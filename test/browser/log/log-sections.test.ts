import { describe, expect, it } from 'vitest';
import { LogSections } from '../../../src/browser/log/log-sections.js';
import type { StepState } from '../../../src/shared/builds/build-state.js';

const step = (id: string, first_line?: number, last_line?: number): StepState => {
  const lines = first_line && last_line ? { first_line, last_line } : {};
  return { id, phase: 'install', title: id, status: 'succeeded', ...lines };
};

/** Lines 1–10, none, 11–1000, 1001–1010. */
function sections(...folded: string[]): LogSections {
  const made = new LogSections();
  made.setSteps([
    step('create', 1, 10),
    step('activate'),
    step('install', 11, 1000),
    step('verify', 1001, 1010),
    { ...step('publish'), status: 'waiting' },
  ]);
  for (const section of made.sections) if (folded.includes(section.step.id)) made.toggle(section);
  return made;
}

describe('The sections of a log', () => {
  it('are the steps that have begun; one without lines comes before the next line', () => {
    expect(sections().sections.map(({ step, first, last }) => [step.id, first, last])).toEqual([
      ['create', 1, 10],
      ['activate', 11, 10],
      ['install', 11, 1000],
      ['verify', 1001, 1010],
    ]);
  });

  it('hide their lines while they are folded', () => {
    const some = sections('install');
    expect([10, 11, 1000, 1001].map((line) => some.foldAt(line)?.step.id)).toEqual([
      undefined,
      'install',
      'install',
      undefined,
    ]);
    const [, , install] = some.sections;
    if (install) some.toggle(install);
    expect(some.foldAt(500)).toBeUndefined();
  });

  it.each([
    [[], { 1: 0, 11: 10, 500: 499, 1001: 1000 }],
    [['install'], { 1: 0, 11: 10, 500: 10, 1001: 10, 1005: 14 }],
    [['create', 'install'], { 5: 0, 11: 0, 1001: 0, 1002: 1 }],
    [['activate'], { 11: 10, 1001: 1000 }],
  ])('count for the scroll bar only as far as they are shown: %j', (folded, expected) => {
    const some = sections(...folded);
    const counted = Object.keys(expected).map((line) => [line, some.shownBefore(Number(line))]);
    expect(Object.fromEntries(counted)).toEqual(expected);
  });

  it.each([[], ['install'], ['create', 'install'], ['create', 'verify']])(
    'have a line for each place of the scroll bar: %j',
    (...folded) => {
      const some = sections(...folded);
      const all = some.shownBefore(1011);
      for (let shown = 0; shown < all; shown++) {
        const line = some.lineAt(shown);
        expect(some.foldAt(line)).toBeUndefined();
        expect(some.shownBefore(line)).toBe(shown);
      }
    },
  );
});
