/** What the solvers of conda and mamba print about packages that cannot be installed together. */
import { joined } from '../packages/solver-reasons.js';

/** The classic solver lists these in every conflict, because most packages need them. */
const ALWAYS_LISTED: ReadonlySet<string> = new Set(['python', 'pip']);

const MOST_LINES = 4;

/** The packages with requirements that conflict, as the classic solver lists them. */
function conflicting(text: string): string[] {
  return [...text.matchAll(/^Package (\S+) conflicts for:/gm)].map(([, name = '']) => name);
}

/** Whether the classic solver found a conflict, and names none of the packages that cause it. */
export function namesNoCause(text: string): boolean {
  const named = conflicting(text);
  return named.length > 0 && named.every((name) => ALWAYS_LISTED.has(name));
}

/** conda and mamba print a tree; older versions list the packages with conflicting requirements. */
export function condaReason(text: string): string {
  const named = conflicting(text);
  const causes = named.filter((name) => !ALWAYS_LISTED.has(name));
  const pulled = causes.length > 0 ? causes : named;
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
