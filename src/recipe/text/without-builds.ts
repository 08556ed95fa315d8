import { collect } from '../../base/errors.js';
import { type Finding, note } from '../../reading/finding.js';
import { parsePackageSpec } from '../../sources/specs/package-spec.js';

// A name, a version and a build, separated as conda does; most specs have none and are not parsed here.
const MAY_HAVE_BUILD = /[=\s][^=\s]+[=\s]|\[build/;

/** Full exports have exact builds, which channels do not keep, and which other platforms do not have. */
export function withoutBuilds(findings: readonly Finding[]): Finding[] {
  const built: string[] = [];
  const kept = findings.map((found): Finding => {
    if (found.kind !== 'package' || !MAY_HAVE_BUILD.test(found.spec)) return found;
    const spec = collect([], () => parsePackageSpec(found.spec));
    if (!spec?.build || spec.build.includes('*')) return found;
    built.push(`\`${spec.name}\``);
    return { ...found, spec: spec.withoutBuild().text };
  });
  return built.length === 0 ? kept : [...kept, note(buildsWords(built))];
}

function buildsWords(names: readonly string[]): string {
  return `Build strings were left out, versions kept: ${names.join(', ')}`;
}
