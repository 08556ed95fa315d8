import { describe, expect, it } from 'vitest';
import { context, micromamba } from '../support/host.js';
import { commandOf, environmentOf, questionOf } from '../support/plan.js';

const fields = { manager: 'micromamba', language_version: '3.10', packages: ['numpy'] };
const host = context({ micromamba });

// For packages of the platform of the host that builds.
const RUN = ['sh', '/home/ada/.local/share/jupyter/create_kernel/first-1/on-this-host.sh', '/opt/micromamba'];

describe('the script for micromamba', () => {
  it('creates everything in one solve', () => {
    expect(commandOf('create-environment', fields, host)).toEqual([
      ...[...RUN, 'create', '--yes', '--prefix', '/envs/first/1'],
      ...['--override-channels', '--channel', 'conda-forge'],
      ...['python=3.10', 'ipykernel', 'pip', 'numpy'],
    ]);
  });

  it('activates with the app’s program, as for conda', () => {
    const staging = '/home/ada/.local/share/jupyter/create_kernel/first-1';
    const line = `. ${staging}/activate.sh /envs/first/1 ${staging}/notes.txt /opt/micromamba\n`;
    expect(environmentOf(fields, host)).toContain(line);
  });

  it('locks with an export that has hashes', () => {
    expect(commandOf('lock-conda-packages', fields, host)).toEqual([
      ...[...RUN, 'env', 'export', '--explicit', '--prefix', '/envs/first/1'],
    ]);
  });
});

it('The preview runs micromamba directly', () => {
  expect(questionOf('micromamba', host)?.argv).toEqual(
    expect.arrayContaining(['/opt/micromamba', '--dry-run', '--json']),
  );
});
