/** Prints a plan as the bash that a person would type. Pasted into a terminal, it does what a build does. */

import { dirname } from 'node:path/posix';
import { isSecret } from '../recipe/variables.js';
import { phases } from '../shared/phases.js';
import type { Action, Plan, Step } from './plan.js';
import { markFor, quoteCommand, quoteDocument, quoteVariable, quoteWord } from './quote.js';

/** The whole script. It runs in a bash of its own: nothing of the terminal that it is pasted into matters or changes. */
export function renderScript(plan: Plan): string {
  const steps = `${[preamble(plan), ...phases.map((phase) => renderPhase(phase, plan))].join('\n')}\n`;
  const mark = markFor(steps, 'END_OF_SCRIPT');
  // Read from a descriptor of its own, since a program that reads the standard input would swallow what follows.
  const start = `${renderStart(plan)} /bin/bash --noprofile --norc /dev/fd/3 3<<'${mark}' </dev/null`;
  const title = `# Makes the Jupyter kernel ${plan.name} (generation ${plan.generation}) with ${plan.manager}.`;
  return `#!/bin/bash\n${title}\n${start}\n${steps}${mark}\n`;
}

/** What the script takes over from the terminal: variables whose values are secret, which are not printed. */
function renderStart(plan: Plan): string {
  const secret = Object.entries(plan.environment).filter(isSecret);
  const names = [...secret.map(([name]) => name), ...secretNames(plan)];
  return ['env -i', ...new Set(names.map(renderSecret))].join(' ');
}

/** The secret variables of single commands. */
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
  return [`\n# ── ${phase} ──`, ...steps.map((step) => renderStep(step, plan))].join('\n');
}

/** Stops at the first failure, refuses to replace anything, and sets the environment that a build has. */
function preamble(plan: Plan): string {
  const own = secretNames(plan).filter((name) => !(name in plan.environment));
  return [
    'set -e',
    'umask g-w,o-w',
    // Other commands have no business with them.
    ...(own.length > 0 ? [`export -n ${[...new Set(own)].join(' ')}`] : []),
    ...plan.absent.map(
      (path) =>
        `[ ! -e ${quoteWord(path)} ] || { echo ${quoteWord(`${path} is there already`)} >&2; exit 3; }`,
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

function renderStep({ title, action }: Step, { staging }: Plan): string {
  // The site's hooks may come after it, and many programs do not run in a directory that is gone.
  const leave = action.kind === 'command' && action.argv[0] === 'rm' && action.argv.includes(staging);
  return `\n# ${title}\n${leave ? 'cd /\n' : ''}${renderAction(action)}`;
}

/** One action as bash; also what the log shows before its output. */
export function renderAction(action: Action): string {
  switch (action.kind) {
    case 'command':
      return renderCommand(action);
    case 'write':
      return `mkdir -p -- ${quoteWord(dirname(action.path))}\n${quoteDocument(action.text, action.path)}`;
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

/** Activation scripts read unset variables and ignore failing commands, so `set -e` rests while they run. */
function renderEnvironment({ lines, expect, record }: Extract<Action, { kind: 'environment' }>): string {
  const check =
    expect &&
    `[ "\${${expect.variable}:-}" = ${quoteWord(expect.value)} ] || { echo 'The activation did not work' >&2; exit 1; }`;
  return [
    ...(record?.before ? [`env -0 > ${quoteWord(record.before)}`] : []),
    'set +e',
    ...lines,
    'set -e',
    ...(check ? [check] : []),
    ...(record?.after ? [`env -0 > ${quoteWord(record.after)}`] : []),
  ].join('\n');
}
