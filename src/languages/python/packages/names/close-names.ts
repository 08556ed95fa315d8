/** Names of packages that a person may have meant by a name that does not exist. */
import { editDistance } from '../../../../base/text/edit-distance.js';
import { pypi } from '../../../../sources/pypi/index.js';
import { nameOnIndex } from './channel-names.js';
import { importNames } from './import-names.js';
import { knownPackages } from './known-packages.js';

// Projects with another package name, in addition to the import table.
const CONFUSIONS: Record<string, string> = {
  'beautiful-soup': 'beautifulsoup4',
  beautifulsoup: 'beautifulsoup4',
  'open-cv': 'opencv-python-headless',
  'pytorch-cuda': 'torch',
  'matplotlib-pyplot': 'matplotlib',
  pyplot: 'matplotlib',
  sklearn: 'scikit-learn',
  'tf-nightly-gpu': 'tensorflow',
  ipykernels: 'ipykernel',
  pyspark3: 'pyspark',
};

/** At most `most` well-known packages close to a name, best first: common confusions, then the fewest changed letters. */
export function closeNames(name: string, most = 3): string[] {
  const typed = pypi.normalizeName(name).slice(0, 60);
  const confused = CONFUSIONS[typed] ?? imports.get(typed) ?? renamed(typed);
  const allowed = typed.length < 4 ? 1 : typed.length < 8 ? 2 : 3;
  const near = knownPackages
    .map((known) => ({ known, distance: editDistance(typed, known) }))
    .filter(({ known, distance }) => distance <= allowed && known !== typed)
    .sort((a, b) => a.distance - b.distance)
    .map(({ known }) => known);
  return [...new Set([...(confused ? [confused] : []), ...near])].slice(0, most);
}

function renamed(name: string): string | undefined {
  const found = nameOnIndex(name);
  return found === name ? undefined : found;
}

const imports = new Map([...importNames].map(([module, name]) => [pypi.normalizeName(module), name]));
