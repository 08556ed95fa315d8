/** Version constraints of Poetry in the syntax of pip: https://python-poetry.org/docs/dependency-specification/ */

/** `^1.2` → `>=1.2,<2.0`, `~1.2` → `>=1.2,<1.3`, `1.2` → `==1.2`, `1.*` → `==1.*`, `*` → nothing. */
export function fromPoetryVersion(text: string): string {
  const [first = ''] = text.split('||');
  const clauses = first
    .replace(/([<>=!~^]) +/g, '$1')
    .split(/[\s,]+/)
    .filter((clause) => clause !== '' && clause !== '*');
  return clauses.map(fromClause).join(',');
}

/** Whether a constraint has alternatives, of which pip knows only one. */
export function hasAlternatives(text: string): boolean {
  return text.includes('||');
}

function fromClause(clause: string): string {
  const [, operator = '', version = ''] = /^(\^|~(?!=)|[<>=!~]*)(.*)$/.exec(clause) ?? [];
  if (operator === '^') return caret(version);
  if (operator === '~') return tilde(version);
  return operator === '' || operator === '=' ? `==${version}` : clause;
}

/** Up to the next version with another first number that is not zero. */
function caret(version: string): string {
  const numbers = numbersOf(version);
  const fixed = numbers.findIndex((number) => number > 0);
  return range(version, fixed < 0 ? numbers.length - 1 : fixed);
}

function tilde(version: string): string {
  return range(version, Math.min(numbersOf(version).length - 1, 1));
}

function range(version: string, place: number): string {
  const numbers = numbersOf(version);
  const upper = numbers.map((number, index) => (index < place ? number : index === place ? number + 1 : 0));
  return `>=${version},<${upper.join('.')}`;
}

function numbersOf(version: string): number[] {
  const [numbers = ''] = /^\d{1,9}(?:\.\d{1,9}){0,9}/.exec(version) ?? [];
  return numbers.split('.').map(Number);
}
