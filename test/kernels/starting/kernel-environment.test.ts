import { describe, expect, it } from 'vitest';
import { kernelEnvironment, substitute } from '../../../src/kernels/starting/kernel-environment.js';

// What string.Template.safe_substitute of Python 3.11 returns.
it.each([
  ['plain', 'plain'],
  ['/e/bin:${PATH}', '/e/bin:/usr/bin'],
  ['$PATH/x', '/usr/bin/x'],
  ['5 $$', '5 $'],
  ['$$PATH', '$PATH'],
  ['$UNKNOWN and ${UNKNOWN}', '$UNKNOWN and ${UNKNOWN}'],
  ['$ 1$2 ${', '$ 1$2 ${'],
  ['${PATH', '${PATH'],
  ['$path', '$path'],
])('%j becomes %j', (value, result) => {
  expect(substitute(value, { PATH: '/usr/bin' })).toBe(result);
});

describe('the environment of a kernel', () => {
  const origin = { version: '1', generation: 1, prefix: '/e/1', manager: 'uv', recipe: {} };

  it('is that of the session with the kernel’s variables', () => {
    const found = kernelEnvironment(
      { argv: ['/e/1/bin/python'], variables: { PATH: '/e/1/bin:${PATH}', PYTHONPATH: '' }, origin },
      { PATH: '/bin', HOME: '/h', PYTHONPATH: '/leak' },
    );
    expect(found).toEqual({ variables: { PATH: '/e/1/bin:/bin', HOME: '/h', PYTHONPATH: '' }, before: [] });
  });

  it('loads modules first if the kernel does', () => {
    const before = ['/bin/bash', '-p', '/e/1/.create_kernel/start.sh'];
    const argv = [...before, '/e/1/bin/python'];
    expect(kernelEnvironment({ argv, variables: {}, origin }, {}).before).toEqual(before);
  });
});
