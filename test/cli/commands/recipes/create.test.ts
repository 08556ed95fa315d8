import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { main } from '../../../../src/cli/main.js';
import { makeHome } from '../../../support/home.js';
import { RecordingTerminal } from '../../recording-terminal.js';

describe('create-kernel create, of a package that is guessed', () => {
  beforeEach(() => {
    // The site refuses the package that is named, so that nothing is built where the guess is accepted.
    const { environment } = makeHome({ pretendUv: true, settings: { forbidden_packages: ['numpy'] } });
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
  });

  const error = "ModuleNotFoundError: No module named 'own_module.part'";
  const create = async (...words: string[]) => {
    const terminal = new RecordingTerminal();
    return { exit: await main(['create', 'mine', ...words], terminal), talk: terminal.talk };
  };

  it('refuses it, with its name and the option', async () => {
    const { exit, talk } = await create(error, 'numpy');
    expect(exit).toBe(3);
    expect(talk).toMatch(/error: .*guess.*`own-module`\nhint: .*`--accept-guesses`/);
  });

  it.each([
    ['is accepted', [error, 'numpy', '--accept-guesses']],
    ['is named too', [error, 'own-module', 'numpy']],
  ])('takes it where it %s', async (_, words) => {
    const { exit, talk } = await create(...words);
    expect(exit).toBe(3);
    expect(talk).toContain('numpy');
    expect(talk).not.toContain('--accept-guesses');
  });
});
