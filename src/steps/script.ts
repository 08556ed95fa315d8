/** Prints a plan as a bash script. Pasted into a terminal, it does what a build does. */

import { dirname } from 'node:path/posix';
import { isSecret } from '../recipe/secret-variables.js';
import { phases } from '../shared/builds/phases.js';
import type { Action, Plan, Step } from './plan.js';
import { markFor, quoteCommand, quoteDocument, quoteVariable, quoteWord } from './quote.js';

/** The whole script. It runs in a separate bash, which neither depends on the terminal's shell nor changes it. */
export function renderScript(plan: Plan): string {
  const parts = [preamble(plan), ...phases.map((phase) => renderPhase(phase, plan)), renderEnd(plan)];
  const steps = `${parts.join('\n')}\n`;
  const mark = markFor(steps, 'END_OF_SCRIPT');
  // Read from another descriptor: a program that reads standard input would consume the rest of the script.
  const start = `${renderStart(plan)} /bin/bash --noprofile --norc /dev/fd/3 3<<'${mark}' </dev/null`;
  const title = `# Makes the Jupyter kernel ${plan.name} (generation ${plan.generation}) with ${plan.manager}.`;
  return `#!/bin/bash\n${title}\n${start}\n${steps}${mark}\n`;
}

/** The start of the script. It takes secret variables from the terminal's environment, as their values are not printed. */
function renderStart(plan: Plan): string {
  const secret = Object.entries(plan.environment).filter(isSecret);
  const names = [...secret.map(([name]) => name), ...secretNames(plan)];
  return ['env -i', ...new Set(names.map(renderSecret))].join(' ');
}

/** The secret variables of individual commands. */
function secretNames({ steps }: Plan): string[] {
  return steps.flatMap(({ action }) =>
    action.kind !== 'command'
      ? []
      : [
          ...(action.secrets?.names ?? []),
          ...Object.entries(action.variables ?? {})
            .filter(isSecret)
            .map(([name]) => name),
        ],
  );
}

function renderPhase(phase: string, plan: Plan): string {
  const steps = plan.steps.filter((step) => step.phase === phase);
  return [`\n# ── ${phase} ──`, ...steps.map(renderStep)].join('\n');
}

/** A build deletes its temporary files after its end (builds/holding/ended-staging.ts). */
function renderEnd({ staging }: Plan): string {
  return ['\n# Remove temporary files', 'cd /', quoteCommand(['rm', '-rf', '--', staging])].join('\n');
}

/** Makes the script stop at the first failure and refuse to replace anything, and sets the environment of a build. */
function preamble(plan: Plan): string {
  const own = secretNames(plan).filter((name) => !(name in plan.environment));
  return [
    'set -e',
    'umask g-w,o-w',
    // Other commands must not get them.
    ...(own.length > 0 ? [`export -n ${[...new Set(own)].join(' ')}`] : []),
    ...plan.absent.map(
      (path) => `[ ! -e ${quoteWord(path)} ] || { echo ${quoteWord(`${path} exists already`)} >&2; exit 3; }`,
    ),
    `clean=(${Object.entries(plan.environment).map(renderVariable).join(' ')})`,
    'export "${clean[@]}"',
    `mkdir -p -- ${quoteWord(plan.directory)}`,
    `cd -- ${quoteWord(plan.directory)}`,
  ].join('\n');
}

function renderVariable(variable: [string, string]): string {
  return isSecret(variable) ? renderSecret(variable[0]) : quoteVariable(variable);
}

function renderSecret(name: string): string {
  return `${name}="$${name}"`;
}

function renderStep({ title, action }: Step): string {
  return `\n# ${title}\n${renderAction(action)}`;
}

/** One action as bash; the log shows it before its output. */
export function renderAction(action: Action): string {
  switch (action.kind) {
    case 'command':
      return renderCommand(action);
    case 'write':
      return `mkdir -p -- ${quoteWord(dirname(action.path))}\n${quoteDocument(action.text, action.path)}`;
    case 'copy':
      return renderCopy(action);
    case 'environment':
      return renderEnvironment(action);
  }
}

function renderCommand({
  argv,
  variables = {},
  secrets,
  output,
  clean,
}: Extract<Action, { kind: 'command' }>): string {
  const named = secrets?.names.map(renderSecret) ?? [];
  const set = [...Object.entries(variables).map(renderVariable), ...named].join(' ');
  const redirect = output ? ` > ${quoteWord(output)}` : '';
  const command = quoteCommand(argv);
  if (clean) return `env -i "\${clean[@]}" ${[set, command].filter(Boolean).join(' ')}${redirect}`;
  return `${[set, command].filter(Boolean).join(' ')}${redirect}`;
}

function renderCopy({ files }: Extract<Action, { kind: 'copy' }>): string {
  const directories = [...new Set(files.map(({ to }) => dirname(to)))];
  const copies = files.map(({ from, to, optional }) => {
    const copy = quoteCommand(['cp', '--', from, to]);
    return optional ? `[ ! -e ${quoteWord(from)} ] || ${copy}` : copy;
  });
  return [quoteCommand(['mkdir', '-p', '--', ...directories]), ...copies].join('\n');
}

/** Activation scripts read unset variables and ignore failing commands, so `set -e` is off while they run. */
function renderEnvironment({ lines, expect, record }: Extract<Action, { kind: 'environment' }>): string {
  const check =
    expect &&
    `[ "\${${expect.variable}:-}" = ${quoteWord(expect.value)} ] || { echo 'The activation failed' >&2; exit 1; }`;
  return [
    ...(record?.before ? [`env -0 > ${quoteWord(record.before)}`] : []),
    'set +e',
    ...lines,
    'set -e',
    ...(check ? [check] : []),
    ...(record?.after ? [`env -0 > ${quoteWord(record.after)}`] : []),
  ].join('\n');
}
