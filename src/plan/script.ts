/** Prints a plan as the bash that a person would type. Pasted into a terminal, it does what a build does. */

import { dirname } from 'node:path/posix';
import type { Action, Plan, Step } from './plan.js';
import { phases } from './plan.js';
import { quoteCommand, quoteDocument, quoteVariable, quoteWord } from './quote.js';

/** The whole script. Runs in a subshell, so that it changes nothing of the shell it is pasted into. */
export function renderScript(plan: Plan): string {
  const parts = phases.map((phase) => renderPhase(phase, plan));
  return [
    `#!/bin/bash\n# Makes the Jupyter kernel ${plan.name} (generation ${plan.generation}) with ${plan.manager}.\n(`,
    preamble(plan),
    ...parts,
    ')\n',
  ].join('\n');
}

function renderPhase(phase: string, plan: Plan): string {
  const steps = plan.steps.filter((step) => step.phase === phase);
  return [`\n# ── ${phase} ──`, ...steps.map(renderStep)].join('\n');
}

/** Stops at the first failure, refuses to replace anything, and starts from an environment of its own. */
function preamble(plan: Plan): string {
  return [
    'set -e',
    ...plan.absent.map(
      (path) =>
        `[ ! -e ${quoteWord(path)} ] || { echo ${quoteWord(`${path} is there already`)} >&2; exit 3; }`,
    ),
    `clean=(${Object.entries(plan.environment).map(renderVariable).join(' ')})`,
    'for variable in $(compgen -e); do unset "$variable"; done',
    'export "${clean[@]}"',
    `mkdir -p -- ${quoteWord(plan.directory)}`,
    `cd -- ${quoteWord(plan.directory)}`,
  ].join('\n');
}

/** An address with a password is taken from the terminal's own environment instead of being printed. */
function renderVariable([name, value]: [string, string]): string {
  return /:\/\/[^/\s]*@/.test(value) ? `${name}="$${name}"` : quoteVariable([name, value]);
}

function renderStep(step: Step): string {
  return `\n# ${step.title}\n${renderAction(step.action)}`;
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
  output,
  clean,
}: Extract<Action, { kind: 'command' }>): string {
  const set = Object.entries(variables).map(quoteVariable).join(' ');
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
