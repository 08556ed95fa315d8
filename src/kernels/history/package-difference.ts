/** What changes between the packages of two generations. Pure. */
import { type EnvironmentPackage, packageKey } from '../../managers/locked-packages.js';
import { compareText } from '../../shared/format.js';
import { comparePackageVersions } from '../../sources/specs/version-order.js';

/** `other`: the same version in another file, such as another build of conda. */
export type ChangeKind = 'added' | 'removed' | 'up' | 'down' | 'other';

export interface PackageChange {
  name: string;
  source: EnvironmentPackage['source'];
  kind: ChangeKind;
  /** The version before; absent for an added package. */
  from?: string;
  /** The version afterwards; absent for a removed package. */
  to?: string;
  /** The recipe names it, or else another package needs it; absent if the recipe is not known. */
  why?: 'asked' | 'dependency';
}

/** A package of either side. `files` is absent if only name and version are known, as in a preview. */
export type ComparedPackage = Omit<EnvironmentPackage, 'files'> & Partial<Pick<EnvironmentPackage, 'files'>>;

/**
 * Sorted by name. `asked` are the packages of the recipes of both sides: a removed package was asked for if the earlier
 * recipe names it, any other if the later one does.
 */
export function packageDifference(
  before: readonly ComparedPackage[],
  after: readonly ComparedPackage[],
  asked?: { before: readonly Named[]; after: readonly Named[] },
): PackageChange[] {
  const [old, now] = [byKey(before), byKey(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  return keys
    .flatMap((key) => {
      const change = changeOf(old.get(key), now.get(key));
      const named = asked && (change?.kind === 'removed' ? asked.before : asked.after);
      if (!change || !named) return change ? [change] : [];
      const isAsked = named.some(({ name, source = change.source }) => packageKey({ name, source }) === key);
      return [{ ...change, why: isAsked ? ('asked' as const) : ('dependency' as const) }];
    })
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.source, b.source));
}

/** A package that a recipe names; without a source, from any. */
interface Named {
  name: string;
  source?: EnvironmentPackage['source'];
}

function byKey(packages: readonly ComparedPackage[]): Map<string, ComparedPackage> {
  return new Map(packages.map((each) => [packageKey(each), each]));
}

/** Undefined if both are the same. */
function changeOf(from?: ComparedPackage, to?: ComparedPackage): PackageChange | undefined {
  if (!from && !to) return undefined;
  if (!from) return to && { name: to.name, source: to.source, kind: 'added', to: to.version };
  const { name, source } = to ?? from;
  if (!to) return { name, source, kind: 'removed', from: from.version };
  const versions = { name, source, from: from.version, to: to.version };
  const order = comparePackageVersions(from.version, to.version);
  if (order !== 0) return { ...versions, kind: order < 0 ? 'up' : 'down' };
  return from.version === to.version && isSameFile(from, to) ? undefined : { ...versions, kind: 'other' };
}

/** As far as it is known. An index may have got further files of a version since the earlier lock. */
function isSameFile({ files: from = [] }: ComparedPackage, { files: to = [] }: ComparedPackage): boolean {
  return from.length === 0 || to.length === 0 || from.some((file) => to.includes(file));
}
