/** Findings of a project's dependencies. */
import * as z from 'zod';
import { UserError } from '../../../base/errors.js';
import { type Choice, type Finding, leaveOut, leftOut, problem } from '../../../reading/finding.js';
import type { SourceId } from '../../../sources/index.js';
import { indexName } from '../../../sources/specs/index-name.js';
import { withoutSecret } from '../../../sources/specs/package-address.js';

/** A package of the project, with the words that it was read from. */
export function dependency(spec: string, source: SourceId, from = spec): Finding {
  return { kind: 'package', spec, source, from };
}

/** A requirement of Python itself, such as `>=3.10,<3.13`. */
export function pythonRequirement(versions: string): Finding[] {
  const asked = versions.trim();
  if (asked === '' || asked === '*') return [];
  return [{ kind: 'package', spec: `python${/^[\d*]/.test(asked) ? '==' : ''}${asked}`, from: asked }];
}

/** A dependency that is a directory or a file beside the project. */
export function localDependency(name: string, path: string): Finding {
  const given = withoutSecret(`${name} (${path})`);
  return problem(new UserError('package-is-path', { given }), [leaveOut]);
}

/** The optional parts of a project: its extras, and its groups for development. */
export function optionalParts(names: readonly string[], what: string): Finding[] {
  if (names.length === 0) return [];
  return [leftOut(names.join('`, `'), `${what}. Add the packages that you need of it to the list`)];
}

const text = z.string().optional();

/** Where a package comes from, if not from an index: the same keys in tables of Poetry, uv and pixi. */
export const originShape = z.looseObject({
  git: text,
  rev: text,
  tag: text,
  branch: text,
  subdirectory: text,
  url: text,
  path: text,
});

/** The address of a file, or a repository at a revision as pip writes it; undefined if there is neither. */
export function addressOf(origin: z.output<typeof originShape>): string | undefined {
  const { git, subdirectory = '', url } = origin;
  if (git === undefined) return url;
  const revision = origin.rev ?? origin.tag ?? origin.branch ?? '';
  const fragment = subdirectory === '' ? '' : `#subdirectory=${subdirectory}`;
  return `git+${git.replace(/^git\+/, '')}${revision === '' ? '' : `@${revision}`}${fragment}`;
}

const USUAL_INDEX = /^https:\/\/pypi\.(?:org|python\.org)\/simple\/?$/;

/** An index, unless it is the usual one, for which a site may have a mirror. */
export function indexFindings(url: string, role: 'main' | 'extra' | 'links'): Finding[] {
  return url === '' || USUAL_INDEX.test(url) ? [] : [{ kind: 'index', url, role, from: url }];
}

/**
 * An index that the project asks for some of its packages only. Neither pip nor a list for uv can do that, and an index
 * that is asked for all packages can give another one for a name.
 */
export function indexForSome(url: string): Finding[] {
  if (url === '' || USUAL_INDEX.test(url)) return [];
  const text = `--extra-index-url ${url}`;
  const choice: Choice = { id: 'instead', label: 'Use it for all packages', text };
  return [{ ...problem(new UserError('index-for-some', { url }), [leaveOut, choice]), from: url }];
}

/** Whether two names are the same package of an index. */
export function sameName(a: string, b: string): boolean {
  return indexName(a) === indexName(b);
}
