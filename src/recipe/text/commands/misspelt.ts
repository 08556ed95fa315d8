/** Commands that are nearly one that installs packages, so that their words do not become packages. */

import { UserError } from '../../../base/errors.js';
import { lookUp } from '../../../base/registry.js';
import { nearestName } from '../../../base/text/edit-distance.js';
import { type Finding, leaveOut, problem } from '../../../reading/finding.js';

const conda = ['install', 'create', 'update'];
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  pip: ['install'],
  pip3: ['install'],
  conda,
  mamba: conda,
  micromamba: conda,
};

/** A problem, with the command that is meant as a choice. */
export function readMisspelt(line: string): Finding[] | undefined {
  const [program = '', word = '', ...others] = line.split(' ');
  const meant = nearestName(word, lookUp(COMMANDS, program) ?? []);
  if (meant === undefined || meant === word) return undefined;
  const command = `${program} ${meant}`;
  const error = new UserError('command-misspelt', { given: `${program} ${word}`, nearest: command });
  const text = [command, ...others].join(' ');
  return [problem(error, [leaveOut, { id: 'instead', label: `Read it as ${command}`, text }])];
}
