/** What conda channels have of one package. */
import type { EquippedSite } from '../site/site.js';
import { comparePackageVersions } from '../sources/specs/version-order.js';
import type { ListedPackage, NameLists } from './lists/name-list.js';
import type { NameSource } from './lists/name-source.js';
import type { FactsFound } from './package-facts.js';

interface Question {
  name: string;
  source: NameSource;
  names: NameLists;
  site: EquippedSite;
  signal?: AbortSignal;
}

// Pre-releases; `2024a` and `9e` are releases.
const PRE_RELEASE = /rc|alpha|beta|dev|pre|\d[ab]\d/i;

/** `loading`: the lists of the channels have not arrived. Never throws because of a server. */
export async function findOnChannels(question: Question): Promise<FactsFound | { kind: 'loading' }> {
  const listed = await question.names.packagesNamed(question.name, question);
  if (listed.kind === 'loading') return listed;
  if (listed.kind === 'unavailable') return { kind: 'unknown', why: listed.why };
  const { packages } = listed;
  const releases = packages
    .filter(({ version }) => !PRE_RELEASE.test(version))
    .sort((a, b) => comparePackageVersions(b.version, a.version))
    .map(({ version, requires }) => ({ version, ...(requires && { requires }) }));
  const facts = { name: question.name, isThere: packages.length > 0, releases, ...whole(packages) };
  return { kind: 'facts', facts };
}

function whole(packages: readonly ListedPackage[]): { isNewest?: true } {
  return packages.some(({ isNewest }) => isNewest) ? { isNewest: true } : {};
}
