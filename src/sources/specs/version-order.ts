/** The order of two versions of one package, on package indexes and channels. Pure. */

/**
 * Negative, zero or positive if `a` is older than, equal to or newer than `b`, as PEP 440 orders versions. conda orders
 * them in the same way, except that it knows no aliases of `rc`: https://packaging.python.org/en/latest/specifications/version-specifiers/
 */
export function comparePackageVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  return (
    left.epoch - right.epoch ||
    compareTokens(left.release, right.release) ||
    Math.min(1, left.local.length) - Math.min(1, right.local.length) ||
    compareTokens(left.local, right.local)
  );
}

type Token = number | string;

interface Parts {
  epoch: number;
  release: Token[];
  /** What follows `+`: a version with it is newer than the same version without. */
  local: Token[];
}

function parts(version: string): Parts {
  const [, epoch = '0', release = '', local = ''] =
    /^v?(?:(\d+)!)?([^+]*)(?:\+(.*))?$/.exec(version.toLowerCase()) ?? [];
  return { epoch: Number(epoch), release: tokens(release), local: tokens(local) };
}

const ALIASES: Readonly<Record<string, string>> = {
  ...{ alpha: 'a', beta: 'b', pre: 'rc', preview: 'rc', rev: 'post', r: 'post' },
};

function tokens(text: string): Token[] {
  return (text.match(/\d+|[a-z]+/g) ?? []).map((word) =>
    /\d/.test(word) ? Number(word) : (ALIASES[word] ?? word),
  );
}

function compareTokens(left: readonly Token[], right: readonly Token[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = compareToken(left[index], right[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareToken(left: Token | undefined, right: Token | undefined): number {
  const ranks = rank(left) - rank(right);
  if (ranks !== 0) return ranks;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : Number(left > right);
  return Number(left ?? 0) - Number(right ?? 0);
}

/** `1.0.dev1`, `1.0rc1`, `1.0` and `1.0.0`, `1.0.post1`, `1.0.1`. */
function rank(token: Token | undefined): number {
  if (token === 'dev') return 0;
  if (token === 'post') return 3;
  if (typeof token === 'string') return 1;
  return token === undefined || token === 0 ? 2 : 4;
}
