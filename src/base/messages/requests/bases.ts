/** Kernels that a new kernel begins with. */
import { given, wording } from '../wording.js';

const again = 'Choose another kernel, or name the packages that you need';

export const baseMessages = {
  'base-unknown': wording<{ given: string; nearest?: string }>(
    2,
    (facts) => `You have no kernel ${given(facts.given)}`,
    ({ nearest }) =>
      nearest ? `Did you mean \`${nearest}\`?` : 'The page *Kernels* and `create-kernel list` show them',
  ),
  'module-not-importable': wording<{ given: string; language: string }>(
    2,
    (facts) => `${given(facts.given)} is not the name of a ${facts.language} module`,
    () => 'Name the package that you need',
  ),
  'base-language': wording<{ name: string; language: string }>(
    2,
    (facts) =>
      `The packages of the kernel \`${facts.name}\` cannot be found: its language is ${given(facts.language)}`,
    () => again,
  ),
  'base-start-unknown': wording<{ name: string; path: string }>(
    2,
    (facts) =>
      `The kernel \`${facts.name}\` does not start an interpreter by its path, so its packages cannot be found`,
    (facts) => `See \`kernel.json\` in \`${facts.path}\`. ${again}`,
  ),
  'base-interpreter-gone': wording<{ name: string; path: string }>(
    2,
    (facts) => `The interpreter of the kernel \`${facts.name}\` is gone: \`${facts.path}\``,
    () => again,
  ),
  'base-not-read': wording<{ name: string; path: string; reason: string }>(
    2,
    (facts) =>
      `\`${facts.path}\` does not list the packages of the kernel \`${facts.name}\`: ${facts.reason}`,
    () => again,
  ),
};
