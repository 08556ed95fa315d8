/** What was understood of texts, as `create-kernel understand --json` prints it. */
import { isIndex, NODEFAULTS } from '../channels/channel.js';
import { isSecret } from '../secret-variables.js';
import type { PackageAsked } from './request/request.js';
import type { UnderstoodRequest } from './understand.js';

export function understoodJson(read: UnderstoodRequest) {
  const { kind, name, displayName, language, languageVersion, manager, lock } = read;
  return {
    kind,
    ...(name && { name }),
    ...(displayName && { display_name: displayName }),
    ...(language && { language }),
    ...(languageVersion && { version: languageVersion }),
    ...(manager && { manager }),
    packages: read.packages.map(packageJson),
    channels: channelsOf(read),
    indexes: read.indexes.map(({ url, role, line }) => ({ url, role, ...(line && { line }) })),
    modules: read.modules,
    variables: withoutSecrets({ ...read.kernelVariables, ...read.buildVariables }),
    ...(lock && { lock }),
    notes: read.notes.map(({ file, line, text }) => ({ ...(file && { file }), ...(line && { line }), text })),
    problems: read.problems.map(({ id, file, line, error, choices }) => ({
      id,
      ...(file && { file }),
      ...(line && { line }),
      text: error.message,
      code: error.code,
      hint: error.hint,
      ...(choices.length > 0 && { choices: choices.map(({ id, label, text }) => ({ id, label, text })) }),
    })),
  };
}

/** In the order of their priority; `nodefaults` leaves the default ones out. */
function channelsOf({ channels }: UnderstoodRequest): string[] {
  const all = channels.flatMap(({ first, last, only }) => [...first, ...last, ...(only ? [NODEFAULTS] : [])]);
  return [...new Set(all)].filter((channel) => !isIndex(channel));
}

function packageJson({ spec, source, module, file, line, guessed, optional }: PackageAsked) {
  return {
    spec: spec.text,
    name: spec.name,
    ...(source && { source }),
    ...(module && { module }),
    ...(file && { file }),
    ...(line && { line }),
    ...(guessed && { guessed }),
    ...(optional && { optional }),
  };
}

/** A secret value is not printed, where others may read it. */
function withoutSecrets(variables: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, isSecret([name, value]) ? '…' : value]),
  );
}
