import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/base/process.js';
import { cleanEnvironment, PYTHON, programPath, temporaryDirectory } from '../../support/python.js';

async function fill(env: Record<string, string>, secrets: Record<string, string> = {}) {
  const directory = await temporaryDirectory();
  const [kept, output] = [join(directory, 'kept'), join(directory, 'kernels', 'mine')];
  mkdirSync(kept);
  const text = JSON.stringify({ argv: ['x'], display_name: 'Météo', env });
  writeFileSync(join(kept, 'kernel.json'), text);
  writeFileSync(join(kept, 'logo-32x32.png'), 'a picture');
  const argv = [PYTHON, '-I', programPath('fill.py'), '--kernelspec', kept, '--output', output];
  const answer = await run(argv, {
    environment: { ...cleanEnvironment('/proc/nonexistent'), ...secrets },
    seconds: 600,
  });
  return { answer, output, text, file: join(output, 'kernel.json') };
}

describe('the kernelspec that is published', () => {
  it('is the kept one, byte for byte, if it has no secret', async () => {
    const { answer, output, text, file } = await fill({ A: '${PATH} $${secret:B}', C: 'x${secret:C}' });
    expect(answer).toMatchObject({ exit: 0, stderr: '' });
    expect(readdirSync(output).sort()).toEqual(['kernel.json', 'logo-32x32.png']);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('has the values of secret variables, and only its owner can read them', async () => {
    const secrets = { DB_PASSWORD: 'pa$$word ${HOME}' };
    const { answer, file } = await fill({ DB_PASSWORD: '${secret:DB_PASSWORD}', A: '$$' }, secrets);
    expect(answer).toMatchObject({ exit: 0, stdout: '', stderr: '' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      ...{ argv: ['x'], display_name: 'Météo' },
      env: { DB_PASSWORD: 'pa$$$$word $${HOME}', A: '$$' },
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is not made without a value', async () => {
    const { answer, output } = await fill({ DB_PASSWORD: '${secret:DB_PASSWORD}' });
    expect(answer.exit).toBe(1);
    expect(answer.stderr).toContain('The value of the variable DB_PASSWORD is secret and not kept here');
    expect(readdirSync(output)).not.toContain('kernel.json');
  });
});
