/** Package names that give something else than their name suggests, or that a kernel does not need. */
import { editDistance } from '../../../base/text/edit-distance.js';
import { pypi } from '../../../sources/pypi/index.js';
import type { PackageHost, PackageWarning } from '../../package-syntax.js';
import { hasNoPython, isChannelName, nameOnChannels } from './names/channel-names.js';
import { importNames } from './names/import-names.js';
import { isWellKnown, knownPackages } from './names/known-packages.js';
import { standardModuleWords } from './names/standard-modules.js';

/** On the package index: https://pypi.org/project/sklearn/, https://pypi.org/project/tensorflow-gpu/, https://pypi.org/project/pytorch/ */
const MISLEADING: Readonly<Record<string, PackageWarning>> = {
  sklearn: { text: 'has no code: the package is `scikit-learn`', instead: 'scikit-learn' },
  'tensorflow-gpu': { text: 'was removed: `tensorflow` itself uses GPUs', instead: 'tensorflow' },
  pytorch: { text: 'has no code: the package is `torch`', instead: 'torch' },
  beautifulsoup: { text: 'is for Python 2: the package is `beautifulsoup4`', instead: 'beautifulsoup4' },
  'python-opencv': {
    text: 'is not OpenCV: the package is `opencv-python-headless`',
    instead: 'opencv-python-headless',
  },
};

/** Wheels that load a library of the host: https://github.com/opencv/opencv-python#installation-and-usage */
const NEEDS_LIBRARY: Readonly<Record<string, { library: string; instead: string }>> = {
  'opencv-python': { library: 'libGL.so.1', instead: 'opencv-python-headless' },
  'opencv-contrib-python': { library: 'libGL.so.1', instead: 'opencv-contrib-python-headless' },
};

/** Programs that serve pages of Jupyter. A kernel runs in the Jupyter that the portal starts. */
const SERVERS = new Set(['jupyterlab', 'notebook', 'jupyter', 'jupyterhub', 'nbclassic', 'jupyter-server']);

export function serverReason(name: string): string | undefined {
  return SERVERS.has(pypi.normalizeName(name))
    ? 'it is a server: the portal runs Jupyter itself, and a kernel does not need it'
    : undefined;
}

/** Modules that are imported under the name of a package with other content, if the package has that name on purpose. */
const OWN_PACKAGES = new Set([
  'community',
  'editor',
  'hydra',
  'snappy',
  'openbabel',
  'ffmpeg',
  'faiss',
  'cairo',
]);

/** What a person should know about a package before it is installed; empty for most. */
export function warningsAbout(name: string, { source, hasLibrary }: PackageHost): PackageWarning[] {
  const typed = pypi.normalizeName(name);
  const server = serverReason(typed);
  if (server) return [{ text: server.replace(/^it /, ''), instead: '' }];
  if (source === 'conda') return onChannels(typed);
  const misleading = MISLEADING[typed] ?? importedAs(typed) ?? partOfPython(typed);
  if (misleading) return [misleading];
  const needs = NEEDS_LIBRARY[typed];
  if (needs && !hasLibrary(needs.library))
    return [
      {
        text: `needs OpenGL (\`${needs.library}\`), which this host does not have`,
        instead: needs.instead,
      },
    ];
  return nearlyKnown(typed);
}

function onChannels(name: string): PackageWarning[] {
  const instead = nameOnChannels(name);
  if (hasNoPython(name) && instead)
    return [{ text: `has no Python modules on channels: they are in \`${instead}\``, instead }];
  if (isChannelName(name)) return [];
  const imported = importedAs(name);
  const other = imported?.instead && nameOnChannels(imported.instead);
  if (imported)
    return [
      other ? { text: `is the name to import: the package is \`${other}\``, instead: other } : imported,
    ];
  const part = partOfPython(name);
  return part ? [part] : nearlyKnown(name);
}

function importedAs(name: string): PackageWarning | undefined {
  const instead = packages.get(name);
  if (!instead || pypi.normalizeName(instead) === name || isWellKnown(name) || OWN_PACKAGES.has(name))
    return undefined;
  return { text: `is the name to import: the package is \`${instead}\``, instead };
}

const packages = new Map([...importNames].map(([module, name]) => [pypi.normalizeName(module), name]));

function partOfPython(name: string): PackageWarning | undefined {
  const words = isWellKnown(name) ? undefined : standardModuleWords(name.replaceAll('-', '_'));
  if (!words) return undefined;
  return { text: `${words.replace(/^`[^`]*` /, '')}, and needs no package`, instead: '' };
}

// Shorter names are near too many others.
const SHORTEST = 5;

function nearlyKnown(name: string): PackageWarning[] {
  if (name.length < SHORTEST - 1 || isWellKnown(name)) return [];
  const near = knownPackages.find(
    (known) =>
      known.length >= SHORTEST &&
      Math.abs(known.length - name.length) <= 1 &&
      editDistance(name, known) === 1,
  );
  return near ? [{ text: `is one letter from the well-known \`${near}\``, instead: near }] : [];
}
