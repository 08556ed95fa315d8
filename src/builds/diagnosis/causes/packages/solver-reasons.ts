/** Shortens the explanation of a solver to its main reason, as text to append to a message: `: reason`. Pure. */

const MOST_CHARACTERS = 300;
const MOST_LINES = 4;

/** pip lists one requirement on each line. */
export function pipReason(lines: string): string {
  return joined(lines.split('\n').map((line) => line.trim().replace('The user requested', 'you ask for')));
}

/** uv prints a proof: its first and its last premise contradict each other. */
export function uvReason(proof: string): string {
  const text = proof.replace(/\s+/g, ' ');
  const premises = [...text.matchAll(/because ((?:(?!because ).)*?), we can conclude/gi)].map(
    ([, premise = '']) => premise,
  );
  const clauses = premises.flatMap((premise) => premise.split(/ and (?=you require|[^\s=<>]+[=<>]\S* )/));
  const first = clauses[0];
  const last = clauses.at(-1);
  return joined(
    [first, last === first ? '' : last].map((clause = '') => clause.replace('you require', 'you ask for')),
  );
}

/** conda and mamba print a tree; older versions list the packages with conflicting requirements. */
export function condaReason(text: string): string {
  const named = [...text.matchAll(/^Package (\S+) conflicts for:/gm)].map(([, name]) => name);
  // Python and pip are always listed, because most packages need them.
  const telling = named.filter((name) => name !== 'python' && name !== 'pip');
  const pulled = telling.length > 0 ? telling : named;
  if (pulled.length > 0) return joined([`different versions are needed of ${pulled.slice(0, 3).join(', ')}`]);
  return joined([treeLines(text).slice(0, MOST_LINES).join(' ')]);
}

const BRANCH = /^\s*[│├└]/;

/** The first tree without its line drawing, and the sentence above it if that is part of the reason. */
function treeLines(text: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => BRANCH.test(line));
  if (start < 0) return lines.map((line) => line.replace(/^[\s:-]+/, '')).filter((line) => line !== '');
  const length = lines.slice(start).findIndex((line) => !BRANCH.test(line) && !/^\s+└/.test(line));
  const tree = lines.slice(start, length < 0 ? undefined : start + length);
  const above = (lines[start - 1] ?? '').replace(/^.*because of: /, '');
  return [
    ...(/^The following|^\s/.test(above) ? [] : [above]),
    ...tree.map((line) => line.replace(/^[\s│├└─]+/, '').trim()),
  ];
}

function joined(reasons: readonly string[]): string {
  const text = reasons
    .filter((reason) => reason !== '')
    .slice(0, MOST_LINES)
    .join('; ')
    .replace(/[.:;]$/, '');
  return text === ''
    ? ''
    : `: ${text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text}`;
}
