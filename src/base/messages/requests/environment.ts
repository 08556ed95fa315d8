/** The language, the package manager and the modules of a recipe. */
import { given, list, wording } from '../wording.js';

export const environmentMessages = {
  'version-not-understood': wording<{ given: string; example: string }>(
    2,
    (facts) => `The language version ${given(facts.given)} is not a version number`,
    (facts) => `Write it as in \`${facts.example}\``,
  ),
  'language-version-missing': wording<{
    language: string;
    given: string;
    manager: string;
    found: readonly string[];
  }>(
    2,
    (facts) =>
      `This host has no ${facts.language} ${facts.given} for the package manager \`${facts.manager}\``,
    (facts) =>
      facts.found.length > 0 ? `Choose one of ${list(facts.found)}` : 'Choose another package manager',
  ),
  'language-version-ended': wording<{ language: string; version: string; end: string }>(
    2,
    (facts) =>
      `${facts.language} ${facts.version} reached its end of life on ${facts.end}: its faults are no longer fixed`,
    () => 'Choose a newer version, unless the packages need this one',
  ),
  'language-version-none': wording<{ language: string; given: string }>(
    2,
    (facts) =>
      `The ${facts.language} version ${given(facts.given)} cannot be chosen: kernels use the host’s ${facts.language}`,
    () => 'Leave the language version empty',
  ),
  'helper-impossible': wording<{ language: string; oldest: string }>(
    2,
    (facts) =>
      `A ${facts.language} kernel needs Python ${facts.oldest} or newer with \`venv\` to be tested, and this host has none`,
    (facts) => `Ask the site’s administrator to install Python ${facts.oldest} or newer with \`venv\``,
  ),
  'language-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `The language ${given(facts.given)} is not supported`,
    (facts) => `Choose one of ${list(facts.known)}`,
  ),
  'manager-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `The package manager ${given(facts.given)} is not supported`,
    (facts) => `Choose one of ${list(facts.known)}`,
  ),
  'import-not-understood': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not the name of a module`,
    () => 'Write it as in the code: `sklearn.svm`',
  ),
  'build-spec-not-understood': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not a package with a version from a package index`,
    () => 'Write it as pip does, one per line, such as `setuptools<82`',
  ),
  'build-options-pip': wording<{ version: string }>(
    2,
    (facts) => `The pip for Python ${facts.version} does not support the fields of *Builds from source*`,
    () => 'Choose Python 3.9 or newer, or the package manager `uv`',
  ),
  'build-options-unused': wording<{ manager: string }>(
    2,
    (facts) =>
      `${facts.manager} builds no package from source here, since the recipe takes none from a package index`,
    () => 'Leave the fields of *Builds from source* empty, or enter the package under *Pip packages*',
  ),
  'imports-none': wording<{ language: string }>(
    2,
    (facts) => `${facts.language} has no modules to import`,
    () => 'Leave *Modules to import* empty',
  ),
  'manager-missing': wording<{
    manager: string;
    found: readonly string[];
    absence?: string;
    /** Names of programs that the site can install. */
    programs: readonly string[];
  }>(
    2,
    (facts) =>
      facts.absence
        ? `The package manager \`${facts.manager}\` is not available on this host: ${facts.absence}`
        : `The package manager \`${facts.manager}\` is not installed on this host`,
    (facts) =>
      facts.found.length > 0
        ? `Choose ${list(facts.found)} or \`auto\``
        : `Ask the site’s administrator to install one of these: ${['Python 3 with `venv`', ...facts.programs].join(', ')}`,
  ),
  'manager-not-allowed': wording<{ manager: string }>(
    3,
    (facts) => `The site does not allow the package manager \`${facts.manager}\``,
    () => 'Choose another package manager, or `auto`',
  ),
  'module-not-understood': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not a module name`,
    () => 'Write it as `module avail` shows it, such as `gcc/12.2.0`',
  ),
  'modules-missing': wording<object>(
    3,
    () => 'The recipe loads modules, but this host has no module system',
    () =>
      'Leave the modules out, or ask the site’s administrator to set `modules.init`, the initialisation file of the module system',
  ),
  'module-unknown': wording<{ given: string; close: readonly string[] }>(
    2,
    (facts) => `The module ${given(facts.given)} does not exist on this host`,
    (facts) =>
      facts.close.length > 0
        ? `Did you mean ${list(facts.close)}?`
        : 'Check the name and version: `module avail` lists them',
  ),
  'modules-not-loaded': wording<{ reason: string; hint: string }>(
    2,
    (facts) => `The modules cannot be loaded. ${facts.reason}`,
    (facts) => `${facts.hint}`,
  ),
};
