import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../base/process.js';
import { languageOf } from '../../languages/index.js';
import { makeProbe } from '../../plan/probe.js';
import { parseRecipe } from '../../recipe/recipe.js';
import { noteText } from '../../shared/format.js';
import type { Note, Report } from '../../shared/report.js';
import type { EquippedSite } from '../../site/site.js';
import type { Kernel } from '../kernelspec.js';
import type { KernelAction } from './action.js';

const SECONDS = 600;

/** Starts a published kernel as Jupyter would and tries what its recipe asks for. */
export const check: KernelAction = {
  id: 'check',
  label: 'Check',
  description: 'Starts the kernel, runs a cell and imports each package',
  async run(kernel, site) {
    const directory = await mkdtemp(join(site.environment.TMPDIR ?? tmpdir(), 'create-kernel-check-'));
    try {
      return await probe(kernel, site, directory);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
};

async function probe(kernel: Kernel, site: EquippedSite, directory: string) {
  const { origin } = kernel;
  const recipe = parseRecipe(origin?.recipe);
  const prefix = origin?.prefix ?? '';
  const python = languageOf(recipe).python(prefix);
  const {
    files,
    argv,
    report: file,
  } = makeProbe(recipe, directory, {
    python,
    kernel: kernel.name,
    kernels: dirname(kernel.directory),
    prefix,
  });
  await Promise.all(files.map(({ path, text }) => writeFile(path, text)));
  const answer = await run(argv, { environment: site.environment, seconds: SECONDS, directory });
  const report = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Report,
    () => undefined,
  );
  const ok = answer.exit === 0;
  const reason = answer.stderr.trim().split('\n').at(-1) || `the check ended with exit status ${answer.exit}`;
  const message = ok
    ? `\`${kernel.name}\` starts, and every package that was asked for can be imported`
    : `\`${kernel.name}\` does not work: ${reason}`;
  const notes = [...(report?.notes ?? []), ...inherited(languageOf(recipe).isolate)].map(noteText);
  return { ok, message, notes, ...(report && { details: report }) };
}

/** What this session has loaded, and would harm the kernel if it got in. */
function inherited(isolate: readonly string[], environment: NodeJS.ProcessEnv = process.env): Note[] {
  // That another environment is active in the terminal is nothing to tell.
  const harmful = isolate.filter((name) => /^(LD_|PYTHON)/.test(name));
  return harmful.flatMap((what): Note[] => {
    const where = environment[what];
    return where ? [{ code: 'variable-inherited', what, where }] : [];
  });
}
