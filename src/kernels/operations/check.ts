import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { run } from '../../base/process.js';
import { tryReadStored } from '../../base/stored.js';
import { languageOf } from '../../languages/index.js';
import type { Language } from '../../languages/language.js';
import { runnerFor } from '../../plan/helper.js';
import { makeProbe } from '../../plan/kernel/probe.js';
import { parseStoredRecipe } from '../../recipe/recipe.js';
import { count, noteText } from '../../shared/format.js';
import { type Note, type Report, reportFormat } from '../../shared/report.js';
import type { EquippedSite } from '../../site/site.js';
import { baseFinding } from '../base-interpreter.js';
import { readReport, readStartFailure } from '../generation.js';
import type { Kernel } from '../kernelspec.js';
import { recordProblem } from '../record-problem.js';
import { startProblem } from '../start-problem.js';
import type { KernelOperation } from './operation.js';

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

async function probe(kernel: Kernel, site: EquippedSite, directory: string) {
  const { origin } = kernel;
  const recipe = parseStoredRecipe(origin?.recipe);
  const prefix = origin?.prefix ?? '';
  const language = languageOf(recipe);
  const built = readReport(prefix);
  const base = built ? await baseFinding(built, language, site.environment) : {};
  const problem = base.problem ?? (origin && startProblem(origin, language));
  if (problem) return { ok: false, message: `\`${kernel.name}\` does not work: ${problem}` };
  const record = origin && recordProblem(origin);
  if (record) return { ok: false, message: `\`${kernel.name}\`: ${record}` };
  const runner = runnerFor(language, prefix, site, directory);
  const {
    files,
    argv,
    report: file,
  } = makeProbe(recipe, directory, {
    language,
    runner,
    kernel: kernel.name,
    kernels: dirname(kernel.directory),
    prefix,
  });
  await Promise.all([...runner.files, ...files].map(({ path, text }) => writeFile(path, text)));
  const answer = await run(argv, { environment: site.environment, seconds: SECONDS, directory });
  const report = tryReadStored(file, reportFormat);
  const ok = answer.exit === 0;
  const reason =
    readStartFailure(prefix) ||
    answer.stderr.trim().split('\n').at(-1) ||
    `the check ended with exit status ${answer.exit}`;
  const message = ok
    ? `\`${kernel.name}\` ${whatWorks(report, language)}`
    : `\`${kernel.name}\` does not work: ${reason}`;
  const known = [...(base.note ? [base.note] : []), ...(report?.notes ?? [])];
  const notes = [...known, ...inherited(language.isolation.harmful)].map(noteText);
  return { ok, message, notes, ...(report && { details: report }) };
}

/** What works: only what was tried. */
function whatWorks(report: Report | undefined, { probe: { try: attempt } }: Language): string {
  const tried = report?.imports.filter(({ modules }) => modules.length > 0).length ?? 0;
  if (!attempt || tried === 0) return 'starts and runs a cell';
  return `starts, and ${attempt.done(count(tried, 'package'))}`;
}

/** Variables of this session that would harm the kernel if it inherited them. */
function inherited(harmful: readonly string[], environment: NodeJS.ProcessEnv = process.env): Note[] {
  return harmful.flatMap((what): Note[] => {
    const where = environment[what];
    return where ? [{ code: 'variable-inherited', what, where }] : [];
  });
}
