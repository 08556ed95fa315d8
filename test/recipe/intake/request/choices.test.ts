import { describe, expect, it } from 'vitest';
import { givenText } from '../../../../src/reading/given-text.js';
import { parseChoices } from '../../../../src/recipe/intake/request/choices.js';
import { understandTexts } from '../../../../src/recipe/intake/understand.js';

const LINES = [
  'numpy>=1.20',
  './wheels/own.whl',
  'pandas == 1.x.y.z',
  '-e .',
  'mine @ file:///home/other/mine; -r other.txt',
  'git+ssh://git@example.org/group/tool.git@v1',
  'scipy',
].join('\n');

function read(choices: string[] = [], text = LINES, name = 'requirements.txt') {
  const { packages, problems, notes } = understandTexts([givenText(text, name)], {
    choices: parseChoices(choices),
  });
  return {
    packages: packages.map(({ spec }) => spec.text),
    problems: problems.map(({ id, choices: offered }) => [id, ...offered.map((choice) => choice.id)]),
    chosen: notes.flatMap(({ chosen, line, text: words }) => (chosen ? [{ chosen, line, words }] : [])),
  };
}

describe('a file with lines that cannot be used', () => {
  it('gives the others, and the choices of each', () => {
    const { packages, problems } = read();
    expect(packages).toEqual(expect.arrayContaining(['numpy>=1.20', 'scipy']));
    expect(problems).toEqual(
      expect.arrayContaining([
        ['requirements.txt:2', 'leave-out'],
        ['requirements.txt:4', 'leave-out'],
        ['requirements.txt:6', 'leave-out', 'by-name'],
      ]),
    );
  });

  it('is read as chosen, with a note for each choice', () => {
    const { packages, problems, chosen } = read([
      'requirements.txt:2=leave-out',
      'requirements.txt:6=by-name',
    ]);
    expect(packages).toContain('tool');
    expect(problems.map(([id]) => id)).not.toContain('requirements.txt:2');
    expect(chosen).toEqual([
      { chosen: 'requirements.txt:2=leave-out', line: 2, words: expect.stringContaining('was left out') },
      { chosen: 'requirements.txt:6=by-name', line: 6, words: expect.stringContaining('`tool`') },
    ]);
  });

  it('keeps a problem that does not offer the choice', () => {
    expect(read(['requirements.txt:2=relax']).problems).toContainEqual(['requirements.txt:2', 'leave-out']);
  });
});

it.each([
  ['scipy => 1.2', 'relax', 'scipy'],
  ['tool @ git+ssh://git@example.org/tool.git', 'by-name', 'tool'],
  ['git+http://example.org/a/b.git#egg=Tool', 'by-name', 'Tool'],
  ['pip instal numpy', 'instead', 'numpy'],
])('%j offers %s, which gives %s', (line, choice, name) => {
  const id = read([], line, 'packages.txt').problems[0]?.[0];
  expect(read([`${id}=${choice}`], line, 'packages.txt')).toMatchObject({ packages: [name], problems: [] });
});

it('an index that cannot be taken has no name to take it by', () => {
  expect(read([], '--index-url https://me:pw@pypi.example.org/simple\nnumpy').problems).toEqual([
    ['requirements.txt:1', 'leave-out'],
  ]);
});

it('the problems of one line have numbers, in their order', () => {
  expect(read([], 'a @ ./x ./b').problems.map(([id]) => id)).toEqual([
    'requirements.txt:1',
    'requirements.txt:1.2',
  ]);
});

it.each(['leave-out', '3=', '=by-name', '3=Leave out'])('the choice %j is refused', (given) => {
  expect(() => parseChoices([given])).toThrow(/is not understood/);
});

it.each([
  ['[10:43] Jon: `pip install polars duckdb`', 'Take `pip install polars duckdb`', ['polars', 'duckdb']],
  ['Packages needed: numpy, obspy>=1.4', 'Take numpy, obspy>=1.4', ['numpy', 'obspy>=1.4']],
  ['Нужны пакеты: numpy, obspy', 'Take numpy, obspy', ['numpy', 'obspy']],
])('%s offers what it names', (text, label, specs) => {
  const [problem] = understandTexts([givenText(text)]).problems;
  expect(problem?.choices.map((choice) => choice.label)).toContain(label);
  const taken = understandTexts([givenText(text)], { choices: parseChoices([`${problem?.id}=by-name`]) });
  expect(taken.packages.map(({ spec }) => spec.text)).toEqual(specs);
});
