import { type Finding, note, parsedSpec, specText } from '../../reading/finding.js';

// A name, a version and a build, separated as conda does; most specs have none and are not parsed here.
const MAY_HAVE_BUILD = /[=\s][^=\s]+[=\s]|\[build/;

/** Full exports have exact builds, which channels do not keep, and which other platforms do not have. */
export function withoutBuilds(findings: readonly Finding[]): Finding[] {
  const built: string[] = [];
  const kept = findings.map((found): Finding => {
    if (found.kind !== 'package' || !MAY_HAVE_BUILD.test(specText(found))) return found;
    const spec = parsedSpec(found);
    if (!spec?.build || spec.build.includes('*')) return spec ? { ...found, spec } : found;
    built.push(`\`${spec.name}\``);
    return { ...found, spec: spec.withoutBuild() };
  });
  return built.length === 0 ? kept : [...kept, note(buildsWords(built))];
}

function buildsWords(names: readonly string[]): string {
  return `Build strings were left out, versions kept: ${names.join(', ')}`;
}
