import { expect, it, onTestFinished, vi } from 'vitest';
import { UserError } from '../../src/base/errors.js';
import { main } from '../../src/cli/main.js';
import { makeHome } from '../support/home.js';
import { RecordingTerminal } from './recording-terminal.js';

const INDEX = 'https://elsewhere.example/simple';

it('A recipe by the command line is held to the site’s policy, with the sentences of the page', async () => {
  const settings = { forbidden_packages: ['numpy'], indexes: { forbidden: [INDEX] } };
  const { environment } = makeHome({ pretendUv: true, settings });
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const terminal = new RecordingTerminal();
  expect(await main(['create', 'mine', 'NumPy>=2', '--channel', INDEX], terminal)).toBe(3);
  const { message, hint } = new UserError('package-forbidden', { given: 'NumPy' });
  expect(terminal.talk).toContain(`error: PACKAGE: ${message}\nhint: ${hint}`);
  expect(terminal.talk).toContain(new UserError('channel-forbidden', { given: INDEX }).message);
});
