/** Whether a marker of a locked package can hold on this host. */
import { parseMarker } from '../../../../sources/specs/marker.js';

const HERE: Readonly<Record<string, string>> = {
  sys_platform: 'linux',
  platform_system: 'Linux',
  os_name: 'posix',
  platform_python_implementation: 'CPython',
  implementation_name: 'cpython',
  platform_machine:
    { x64: 'x86_64', arm64: 'aarch64', ppc64: 'ppc64le' }[process.arch as string] ?? process.arch,
};

/** Undefined if that depends on the version of Python or on an extra. */
type Holds = boolean | undefined;

/** False only if it cannot hold here, whatever the version of Python. */
export function holdsHere(marker: string): Holds {
  const canonical = parseMarker(marker);
  if (canonical === undefined) return undefined;
  const tokens = canonical.match(/"[^"]*"|'[^']*'|[()]|not in|[^\s()"']+/g) ?? [];
  return either(new Tokens(tokens));
}

class Tokens {
  private at = 0;

  constructor(private readonly all: readonly string[]) {}

  next(): string {
    this.at += 1;
    return this.all[this.at - 1] ?? '';
  }

  /** Goes on if the next one is this one. */
  take(token: string): boolean {
    if (this.all[this.at] !== token) return false;
    this.at += 1;
    return true;
  }
}

function either(tokens: Tokens): Holds {
  let holds = both(tokens);
  while (tokens.take('or')) {
    const next = both(tokens);
    holds = holds === true || next === true ? true : holds === false && next === false ? false : undefined;
  }
  return holds;
}

function both(tokens: Tokens): Holds {
  let holds = comparison(tokens);
  while (tokens.take('and')) {
    const next = comparison(tokens);
    holds = holds === false || next === false ? false : holds && next;
  }
  return holds;
}

function comparison(tokens: Tokens): Holds {
  if (tokens.take('(')) {
    const inside = either(tokens);
    tokens.take(')');
    return inside;
  }
  const [left, operator, right] = [textOf(tokens.next()), tokens.next(), textOf(tokens.next())];
  if (left === undefined || right === undefined) return undefined;
  return COMPARE[operator]?.(left, right);
}

function textOf(token: string): string | undefined {
  return /^(["'])(.*)\1$/s.exec(token)?.[2] ?? HERE[token];
}

const COMPARE: Readonly<Record<string, (left: string, right: string) => boolean>> = {
  '==': (left, right) => left === right,
  '===': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  in: (left, right) => right.includes(left),
  'not in': (left, right) => !right.includes(left),
};
