import { describe, expect, it } from 'vitest';
import { codesIn, fieldsIn, notesIn, understood, understoodFiles } from '../../support/understood.js';

describe('setup.cfg', () => {
  const text = `[metadata]
name = demo
[options]
python_requires = >=3.8,<3.12
packages = find:
install_requires =
    numpy>=1.20,<2  # why
    requests[socks] ; python_version >= "3.8"
zip_safe = False
[options.extras_require]
plot =
    matplotlib
`;

  it('gives the requirements of the project', () => {
    expect(fieldsIn(text, 'setup.cfg')).toEqual({
      name: 'demo',
      language_version: '3.11',
      packages: ['numpy>=1.20,<2', 'requests[socks]; python_version >= "3.8"'],
    });
    expect(understood(text).packages[0]?.line).toBe(7);
    expect(notesIn(text).join()).toContain('`plot` was left out');
  });

  it('of a tool alone asks for nothing', () => {
    expect(codesIn('[flake8]\nmax-line-length = 100\n', 'setup.cfg')).toEqual(['nothing-asked-for']);
  });
});

describe('apt.txt', () => {
  it('is reported, and nothing of it is done', () => {
    const { notes, problems, packages } = understoodFiles(
      ['apt.txt', '# tools\ngraphviz\n'],
      ['requirements.txt', 'six\n'],
    );
    expect(packages.map(({ spec }) => spec.text)).toEqual(['six']);
    expect(notes).toMatchObject([{ file: 'apt.txt', line: 2, left_out: 'graphviz' }]);
    expect(problems).toEqual([]);
  });

  it('alone gives no kernel', () => {
    expect(codesIn('graphviz\n', 'apt.txt')).toEqual(['nothing-asked-for']);
  });
});

describe('kernel.json', () => {
  const argv = ['python', '-m', 'ipykernel_launcher', '-f', '{connection_file}'];
  const recipe = {
    name: 'x1',
    packages: ['numpy<3'],
    language_version: '3.11',
    kernel_variables: { A: 'b' },
  };

  it('of this app gives its recipe', () => {
    const text = JSON.stringify({ argv, metadata: { create_kernel: { schema: 1, recipe } } }, null, 1);
    expect(fieldsIn(text, 'kernel.json')).toEqual(recipe);
  });

  it('of another tool is refused', () => {
    expect(codesIn(JSON.stringify({ argv }), 'kernel.json')).toEqual(['file-not-understood']);
  });
});
