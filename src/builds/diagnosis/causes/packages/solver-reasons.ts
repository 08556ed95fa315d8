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

/** At most some of the reasons. */
export function joined(reasons: readonly string[]): string {
  const text = reasons
    .filter((reason) => reason !== '')
    .slice(0, MOST_LINES)
    .join('; ')
    .replace(/[.:;]$/, '');
  return text === ''
    ? ''
    : `: ${text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text}`;
}
