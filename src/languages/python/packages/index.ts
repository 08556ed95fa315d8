/** How people write Python packages: as pip and conda do, and as a program imports them. */

import { pypi } from '../../../sources/pypi/index.js';
import { parsePackageSpec } from '../../../sources/specs/package-spec.js';
import type { PackageSyntax } from '../../package-syntax.js';
import codeProgram from './code.py';
import { errorLineReader } from './error-lines.js';
import { withoutGpu } from './gpu-packages.js';
import { readImport } from './import-lines.js';
import { isChannelName, nameOnChannels, nameOnIndex } from './names/channel-names.js';
import { closeNames } from './names/close-names.js';
import { packageOfImport } from './names/import-names.js';
import { isWellKnown, knownPackages } from './names/known-packages.js';
import { serverReason, warningsAbout } from './traps.js';
import { versionAsked } from './version-asked.js';

export const pythonPackages: PackageSyntax = {
  parse: parsePackageSpec,
  normalizeName: pypi.normalizeName,
  readers: [readImport],
  codeParser: {
    command: (python) => [python, '-I', '-c', codeProgram],
    files: /\.pyw?$/i,
    // Python's and IPython's.
    prompt: /^\s{0,40}(?:>>> |In ?\[\d{1,6}\]: )/,
  },
  errorReader: errorLineReader,
  isKnown: isWellKnown,
  packageOfModule(module) {
    const { name, spec } = packageOfImport(module);
    return { spec, known: isWellKnown(name) };
  },
  versionAsked,
  channelPackage: { isNamed: isChannelName, nameOnIndex, nameOnChannels },
  closeNames,
  warningsAbout,
  serverReason,
  withoutGpu,
  known: knownPackages,
};
