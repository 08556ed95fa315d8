/** Writes kernelspecs: publishes that of an older generation, keeps the published one, or changes facts in it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { UserError } from '../../base/errors.js';
import { writeFileAtomicSync } from '../../base/files.js';
import { makeDirectorySync } from '../../base/make-directory.js';
import { isRecord, readStored, type StoredFormat } from '../../base/stored.js';
import { readSecrets } from '../../builds/secret-values.js';
import type { Kernel } from '../kernelspec.js';
import type { KernelFacts, MoveAction } from './move.js';

/** What is changed in kernel.json. Everything else in it stays. */
const specFormat = {
  number: 0,
  schema: z.looseObject({
    env: z.optional(z.record(z.string(), z.string())),
    metadata: z._default(
      z.looseObject({
        create_kernel: z._default(
          z.looseObject({ recipe: z._default(z.unknown(), {}), frozen: z.optional(z.string()) }),
          { recipe: {} },
        ),
      }),
      { create_kernel: { recipe: {} } },
    ),
  }),
} satisfies StoredFormat;

type Spec = z.output<(typeof specFormat)['schema']>;

/** As fill.py writes it. */
const SECRET = /^\$\{secret:(\w+)\}$/;

/** The directory of the kernelspec that a generation keeps. */
export function keptKernelspec(prefix: string): string {
  return join(prefix, '.create_kernel', 'kernelspec');
}

type Publish = Extract<MoveAction, { kind: 'publish' }>;

/** Whether it can be published: has a kernel.json, and all secret values. @throws UserError as `publishKept`. */
export function checkKept(action: Publish): void {
  filledKept(action);
}

function filledKept({ prefix, secrets, facts }: Publish): { filled: Spec; secret: boolean } {
  const { value: spec } = readStored(join(keptKernelspec(prefix), 'kernel.json'), specFormat);
  return withSecrets(withFacts(spec, facts), secrets, facts.name ?? '');
}

/**
 * Replaces the other files first and kernel.json last, each with a rename, so that the launcher always has a kernel that
 * starts. @throws UserError `stored-file-broken`, `secret-unknown`; the file system's error.
 */
export function publishKept(action: Publish): void {
  const { prefix, to } = action;
  const kept = keptKernelspec(prefix);
  const { filled, secret } = filledKept(action);
  makeDirectorySync(to);
  const others = readdirSync(kept).filter((name) => name !== 'kernel.json');
  for (const name of others) writeFileAtomicSync(join(to, name), readFileSync(join(kept, name)));
  writeSpec(to, filled, secret ? 0o600 : 0o666);
}

/**
 * Keeps the published kernelspec with its generation, so that a later one can be rolled back: 0.1.0 kept none. `id` and
 * `home` are those that the kernel gets; `secrets` are the names of the variables with values in its store.
 * @throws UserError `stored-file-broken`; the file system's error.
 */
export function keepPublished(
  { directory, origin }: Pick<Kernel, 'directory' | 'origin'>,
  { id, home, secrets }: { id: string; home: string; secrets: readonly string[] },
): void {
  if (!origin || !existsSync(origin.prefix)) return;
  const kept = keptKernelspec(origin.prefix);
  if (existsSync(join(kept, 'kernel.json'))) return;
  const { value: spec } = readStored(join(directory, 'kernel.json'), specFormat, { follow: true });
  const { create_kernel } = spec.metadata;
  const holes = Object.fromEntries(secrets.map((name) => [name, `\${secret:${name}}`]));
  makeDirectorySync(kept);
  const others = readdirSync(directory, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== 'kernel.json',
  );
  for (const { name } of others) writeFileAtomicSync(join(kept, name), readFileSync(join(directory, name)));
  const metadata = { ...spec.metadata, create_kernel: { ...create_kernel, id, home } };
  writeSpec(kept, { ...spec, env: { ...spec.env, ...holes }, metadata }, 0o666);
}

/** @throws UserError `stored-file-broken`; the file system's error. */
export function describeKernel(directory: string, facts: KernelFacts): void {
  const file = join(directory, 'kernel.json');
  const { value: spec } = readStored(file, specFormat, { follow: true });
  // The file may have secret values.
  writeSpec(directory, withFacts(spec, facts), statSync(file).mode & 0o777);
}

function withFacts(spec: Spec, { name, display_name, frozen }: KernelFacts): Spec {
  const { recipe, frozen: was, ...origin } = spec.metadata.create_kernel;
  const known = isRecord(recipe) ? recipe : {};
  const called = name ?? known.name;
  // A recipe without a display name means the name.
  const shown = display_name === called ? '' : display_name;
  const asked = { ...(name !== undefined && { name }), ...(shown !== undefined && { display_name: shown }) };
  const since = frozen ?? was;
  const named = name !== undefined && spec.env?.CREATE_KERNEL_NAME !== undefined;
  return {
    ...spec,
    ...(display_name !== undefined && { display_name }),
    ...(named && { env: { ...spec.env, CREATE_KERNEL_NAME: name } }),
    metadata: {
      ...spec.metadata,
      create_kernel: { ...origin, ...(since && { frozen: since }), recipe: { ...known, ...asked } },
    },
  };
}

/** Jupyter replaces `$NAME` in these values, so dollar signs are doubled. */
function withSecrets(spec: Spec, file: string | undefined, name: string): { filled: Spec; secret: boolean } {
  const values = readSecrets(file).kernel_variables;
  const secret = Object.entries(spec.env ?? {}).flatMap(([variable, value]) => {
    const from = SECRET.exec(value)?.[1];
    if (from === undefined) return [];
    const known = values[from];
    if (known === undefined) throw new UserError('secret-unknown', { name, variable: from });
    return [[variable, known.replaceAll('$', '$$$$')]];
  });
  const filled = { ...spec, env: { ...spec.env, ...Object.fromEntries(secret) } };
  return { filled: secret.length > 0 ? filled : spec, secret: secret.length > 0 };
}

function writeSpec(directory: string, spec: Spec, mode: number): void {
  writeFileAtomicSync(join(directory, 'kernel.json'), `${JSON.stringify(spec, null, 1)}\n`, mode);
}
