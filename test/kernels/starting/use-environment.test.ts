import { describe, expect, it } from 'vitest';
import { useOf } from '../../../src/kernels/starting/use-environment.js';
import { languages } from '../../../src/languages/index.js';

const environment = (...lines: string[]) => ({
  ...{ id: 'activate', phase: 'activate' as const, title: 'Activate' },
  action: { kind: 'environment' as const, lines },
});
const plan = (...lines: string[]) => {
  const [prefix, staging] = ['/envs/it is/1', '/home/ada/.staging'];
  return { prefix, staging, steps: [environment(...lines)] };
};
const recipe = (modules: string[] = []) => ({ language: 'python', modules });

describe('The environment of a kernel', () => {
  it('is activated in a terminal by the app, and as the build did it', () => {
    const { terminal, plain } = useOf(plan(". '/envs/it is/1'/bin/activate"), recipe(), 'mine');
    expect(terminal).toBe('create-kernel shell mine');
    expect(plain).toBe(". '/envs/it is/1'/bin/activate");
  });

  it('is entered only through the app if the program that activated it is gone', () => {
    const use = useOf(plan(". /home/ada/.staging/activate.sh '/envs/it is/1'"), recipe(['cuda']), 'mine');
    expect(use.plain).toBeUndefined();
    expect(use.terminal).toBe('create-kernel shell mine');
    expect(use.batch.split('\n').at(-1)).toBe('create-kernel exec mine -- python my-program.py');
    expect(use.batch).not.toContain('module load');
  });

  it('needs its modules, in a batch script too', () => {
    const made = plan(". '/envs/it is/1'/bin/activate");
    const { plain = '', batch } = useOf(made, recipe(['gcc/13.2', 'cuda']), 'mine');
    expect(plain.split('\n')[0]).toBe('module load gcc/13.2 cuda');
    expect(batch.split('\n').slice(0, 3)).toEqual([
      '#!/bin/bash',
      '# Put the options of your scheduler here.',
      'module load gcc/13.2 cuda',
    ]);
    expect(batch.split('\n').at(-1)).toBe('python my-program.py');
  });
});

it.each(Object.values(languages))('The first cell of $id names each thing', ({ use }) => {
  expect(use.cell(['one', 'two'])).toMatch(/\bone\b[\s\S]*\btwo\b/);
});
