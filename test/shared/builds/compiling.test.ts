import { describe, expect, it } from 'vitest';
import { foldCompiling } from '../../../src/shared/builds/compiling.js';
import { compiledText, stepNow } from '../../../src/shared/builds/step-words.js';

type Said = [seconds: number, line: string];

/** A step that has printed these lines. */
function stepThat(...said: Said[]) {
  const compiling = said.reduce<ReturnType<typeof foldCompiling>>(
    (before, [seconds, line]) => foldCompiling(before, line, seconds * 1000),
    undefined,
  );
  const step = {
    id: 'install-packages',
    phase: 'install',
    title: 'Install the packages',
    status: 'running',
  } as const;
  return { ...step, ...(compiling && { compiling }) };
}

const now = (step: ReturnType<typeof stepThat>, seconds: number) => stepNow(step, seconds * 1000);

const uv: Said[] = [
  [10, '   Building psutil==6.1.0'],
  [11, '   Building six @ file:///src/six'],
  [12, '      Built six @ file:///src/six'],
  [140, '      Built psutil==6.1.0'],
];
const pip: Said[] = [
  [10, '  Building wheel for psutil (pyproject.toml): started'],
  [70, '  Building wheel for psutil (pyproject.toml): still running...'],
  [140, "  Building wheel for psutil (pyproject.toml): finished with status 'done'"],
];

describe.each([
  ['uv', uv],
  ['pip', pip],
])('the compilation of a package by %s', (_, said) => {
  it('is reported with its time so far, once it takes some', () => {
    const begun = stepThat(...said.slice(0, 1));
    expect(now(begun, 12)).toBe('Install the packages');
    expect(now(begun, 40)).toBe('Compiling `psutil`, which can take minutes, 30 s so far');
    expect(now(begun, 135)).toBe('Compiling `psutil`, 2 min 5 s so far');
    expect(now(stepThat(...said.slice(0, -1)), 135)).toBe('Compiling `psutil`, 2 min 5 s so far');
  });

  it('is kept with its time', () => {
    const ended = stepThat(...said);
    expect(now(ended, 500)).toBe('Install the packages');
    expect(compiledText({ steps: [ended] })).toBe('psutil (2 min 10 s)');
  });
});

it.each(['', 'Building wheels for collected packages: six', 'Built six', 'Successfully built psutil'])(
  'is not read from %j',
  (line) => {
    expect(stepThat([0, line])).not.toHaveProperty('compiling');
  },
);

it('is not reported of a step that has ended', () => {
  expect(stepNow({ ...stepThat(...uv.slice(0, 1)), status: 'failed' }, 1e6)).toBe('Install the packages');
});
