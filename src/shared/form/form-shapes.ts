/** Whether a page received what the server answers about its form. */
import type { Problem } from '../../base/errors.js';
import type { NextStep } from '../builds/build-events.js';
import { anyOf, has, ifAny, type JsonCheck, listOf, mapOf, number, oneOf, text } from '../json-checks.js';
import type { AboutPackage, AboutPackages, Completion, Completions, Estimate } from './package-facts.js';
import {
  type Chip,
  type ChipChoice,
  chipKinds,
  type FilledForm,
  type Summary,
  type Understood,
} from './understood.js';

const problem = has<Problem>({ code: text, message: text, hint: text, field: ifAny(text) });

const choice = anyOf<ChipChoice>(
  has({ label: text, choose: text }),
  has({ label: text, line: ifAny(number), from: ifAny(text), text }),
);

const chip = has<Chip>({
  ...{ label: text, value: text, kind: oneOf(chipKinds), package: ifAny(text), origin: ifAny(text) },
  ...{ choices: ifAny(listOf(choice)), undo: ifAny(text), about: ifAny(text), field: ifAny(text) },
  decide: ifAny(oneOf([true])),
});

/** What the pages *Create* and *Update* show of the texts. */
const readTexts = {
  chips: listOf(chip),
  problems: listOf(problem),
  notebook: ifAny(has<NonNullable<Understood['notebook']>>({ name: ifAny(text), cells: number })),
};

export const isReadTexts = has<Pick<Understood, keyof typeof readTexts>>(readTexts);

const summary = has<Summary>({
  ...{ manager: text, channels: listOf(text), language: text, test: text, packages: number, prefix: text },
  ...{ free_bytes: ifAny(number), quota_bytes: ifAny(number), total_bytes: ifAny(number) },
});

export const isUnderstood = has<Understood>({
  ...readTexts,
  ...{ name: text, display_name: text, from_index: ifAny(text), suggested_name: ifAny(text) },
  logo: has({ letters: text, background: text, ink: text }),
  servers: listOf(text),
  summary,
});

export const isCompletions = has<Completions>({
  options: listOf(has<Completion>({ text, about: ifAny(text) })),
  offline: ifAny(text),
});

const aboutPackage = has<AboutPackage>({
  ...{ name: text, state: oneOf(['found', 'missing', 'unknown']), newest: ifAny(text), summary: ifAny(text) },
  close: listOf(text),
  warnings: listOf(has<AboutPackage['warnings'][number]>({ text, instead: ifAny(text) })),
});

export const isAboutPackages = has<AboutPackages>({
  packages: listOf(aboutPackage),
  versions: listOf(has<AboutPackages['versions'][number]>({ version: text, against: ifAny(text) })),
  offline: ifAny(text),
  offline_source: ifAny(oneOf(['index', 'channels'])),
});

const specs = ifAny(listOf(text));
const nextStep = has<NextStep>({
  ...{ id: text, label: text, language_version: ifAny(text), upgrade: specs },
  package: ifAny(has({ from: text, to: text })),
  add: ifAny(
    has<NonNullable<NextStep['add']>>({ package: text, module: text, known: ifAny(oneOf([true, false])) }),
  ),
  build: ifAny(has<NonNullable<NextStep['build']>>({ build_constraints: specs, build_packages: specs })),
});

type Kind<Name extends Estimate['kind']> = Extract<Estimate, { kind: Name }>;

export const isEstimate: JsonCheck<Estimate> = anyOf<Estimate>(
  has<Kind<'known'>>({
    ...{ kind: oneOf(['known']), language: text, packages: number, download_bytes: number },
    ...{ disk_bytes: number, files: number, seconds: number },
    largest: listOf(has({ name: text, bytes: number })),
    ...{ compiled: listOf(text), without_gpu: specs, unresolved: specs },
  }),
  has<Kind<'problem'>>({ kind: oneOf(['problem']), problem, next: listOf(nextStep) }),
  has<Kind<'unknown'>>({ kind: oneOf(['unknown']), why: text }),
  has<Kind<'cancelled'>>({ kind: oneOf(['cancelled']) }),
);

export const isFilledForm = has<FilledForm>({
  ...{ from: text, values: mapOf(text), filled: listOf(text), left_out: listOf(text) },
  ...{ notes: listOf(text), problems: listOf(problem) },
});
