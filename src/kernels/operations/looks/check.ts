import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { describeFileError } from '../../../base/files.js';
import { run } from '../../../base/process.js';
import { tryReadStored } from '../../../base/stored.js';
import type { StartedLanguage } from '../../../languages/language.js';
import { startedLanguage } from '../../../languages/later-language.js';
import { noteTexts } from '../../../languages/note-text.js';
import { runnerFor } from '../../../plan/helper.js';
import { makeProbe } from '../../../plan/kernel/probe.js';
import { startWords } from '../../../plan/kernel/start-program.js';
import type { Recipe } from '../../../recipe/recipe.js';
import { type Report, type ReportNote, reportFormat } from '../../../shared/builds/report.js';
import { count } from '../../../shared/format.js';
import type { Health, HealthState } from '../../../shared/kernels/health.js';
import type { EquippedSite } from '../../../site/site.js';
import { readReport, readStartFailure } from '../../generation.js';
import { quickHealth } from '../../health/index.js';
import { recordProblem } from '../../health/record-problem.js';
import type { Kernel } from '../../kernelspec.js';
import { baseFinding } from '../../starting/base-interpreter.js';
import { keepStart, type Start } from '../../starting/starts.js';
import { recipeFault, recipeOf } from '../../stored-recipe.js';
import type { KernelOperation, OperationResult } from '../operation.js';

const SECONDS = 600;

/** Starts a published kernel as Jupyter does and tries what its recipe asks for. */
export const check = {
  id: 'check',
  on: 'ours',
  effect: 'looks',
  label: 'Check',
  description: 'Starts the kernel, runs a cell and tries each package',
  arguments: z.object({}),
  async run(kernel, _, site) {
    const directory = await mkdtemp(join(site.environment.TMPDIR ?? tmpdir(), 'create-kernel-check-'));
    try {
      return await probe(kernel, site, directory);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
} as const satisfies KernelOperation;

// Faults with which a start would only repeat, in other words, what the files show.
const hopeless: readonly HealthState[] = [
  ...(['kernelspec-broken', 'environment-missing', 'environment-moved'] as const),
  ...(['interpreter-gone', 'interpreter-replaced'] as const),
];

async function probe(kernel: Kernel, site: EquippedSite, directory: string): Promise<OperationResult> {
  const { origin } = kernel;
  const { recipe, errors } = recipeOf(kernel);
  const prefix = origin?.prefix ?? '';
  const language = startedLanguage(recipe);
  const health = await quickHealth(kernel, site);
  if (hopeless.includes(health.state))
    return { ok: false, message: `\`${kernel.name}\` does not work. ${faultText(health)}` };
  const record = origin && recordProblem(origin);
  if (record) return { ok: false, message: `\`${kernel.name}\`: ${record}` };
  const built = readReport(prefix);
  const base = built ? await baseFinding(built, language, site.environment) : {};
  const { report, reason } = await start(kernel, { recipe, language, prefix, site, directory });
  const kept = await keepResult(kernel, site, { prefix, time: Date.now(), ...(reason && { reason }) });
  const message = reason
    ? `\`${kernel.name}\` does not work: ${reason}`
    : `\`${kernel.name}\` ${whatWorks(report, language)}`;
  const known = [...(base.note ? [base.note] : []), ...(report?.notes ?? [])];
  const notes = noteTexts([...known, ...inherited(language.isolation.harmful)]);
  return {
    ...{ ok: !reason, message },
    notes: [
      ...(health.message ? [faultText(health)] : []),
      ...(errors.length > 0 ? [`Not all of its recipe was tried: ${recipeFault(errors)}`] : []),
      ...notes,
      ...kept,
    ],
    ...(report && { details: report }),
  };
}

/** For lists. Notes if it cannot be kept; it is known anyway. */
async function keepResult(kernel: Kernel, site: EquippedSite, start: Start): Promise<string[]> {
  try {
    await keepStart(kernel, site, start);
    return [];
  } catch (error) {
    const reason = describeFileError(error as NodeJS.ErrnoException);
    return [
      `The list of kernels will not show this result: \`${site.data_root}\` cannot be written to: ${reason}`,
    ];
  }
}

interface Probed {
  recipe: Recipe;
  language: StartedLanguage;
  prefix: string;
  site: EquippedSite;
  /** For temporary files. */
  directory: string;
}

/** Starts the kernel, and gives the reason if it does not work. */
async function start(
  { name, directory: spec }: Kernel,
  { recipe, language, prefix, site, directory }: Probed,
): Promise<{ report: Report | undefined; reason?: string }> {
  const runner = runnerFor(language, prefix, site, directory);
  const kernel = { language, runner, kernel: name, kernels: dirname(spec), prefix };
  const { files, argv, report: file } = makeProbe(recipe, directory, kernel);
  await Promise.all([...runner.files, ...files].map(({ path, text }) => writeFile(path, text)));
  const environment = { ...site.environment, ...(await librariesOf(recipe, prefix, site)) };
  const limits = { environment, seconds: SECONDS, directory };
  const ready = runner.prepare && (await run(runner.prepare, limits));
  const answer = ready && ready.exit !== 0 ? ready : await run(argv, limits);
  const report = tryReadStored(file, reportFormat);
  if (answer.exit === 0) return { report };
  const reason =
    readStartFailure(prefix) ||
    answer.stderr.trim().split('\n').at(-1) ||
    `the check ended with exit status ${answer.exit}`;
  return { report, reason };
}

/** What the Python of an environment with modules may need to start, by the program that starts the kernel. */
async function librariesOf(
  { modules }: Recipe,
  prefix: string,
  { environment }: EquippedSite,
): Promise<Record<string, string>> {
  if (modules.length === 0) return {};
  const words = [...startWords(prefix), 'printenv', 'LD_LIBRARY_PATH'];
  const { exit, stdout } = await run(words, { environment, seconds: SECONDS });
  return exit === 0 ? { LD_LIBRARY_PATH: stdout.trim() } : {};
}

function faultText({ message = '', hint }: Health): string {
  return hint ? `${message}. ${hint}` : message;
}

/** What works: only what was tried. */
function whatWorks(report: Report | undefined, { probe: { try: attempt } }: StartedLanguage): string {
  const tried = report?.imports.filter(({ modules }) => modules.length > 0).length ?? 0;
  if (!attempt || tried === 0) return 'starts and runs a cell';
  return `starts, and ${attempt.done(count(tried, 'package'))}`;
}

/** Variables of this session that would harm the kernel if it inherited them. */
function inherited(harmful: readonly string[], environment: NodeJS.ProcessEnv = process.env): ReportNote[] {
  return harmful.flatMap((what): ReportNote[] => {
    const where = environment[what];
    return where ? [{ code: 'variable-inherited', what, where }] : [];
  });
}
