/** Commands that only choose the Python of a project. */
import { readVersion } from './arguments.js';
import { type CommandReader, passedOver, programOf } from './command.js';

const CHOOSES =
  /^(?:pipenv --python|poetry env use|pyenv (?:install|local|global|shell|virtualenv)|pdm use|rye pin) (\S+)/;

/** `pipenv --python 3.10`, `poetry env use 3.11`, `pyenv local 3.12`. */
export const readPythonChoice: CommandReader = (words) => {
  const version = CHOOSES.exec([programOf(words), ...words.slice(1)].join(' '))?.[1];
  if (version === undefined) return undefined;
  return [
    ...readVersion(version, version),
    ...passedOver(words, 'the app makes and activates the environment itself'),
  ];
};
