/** The packages of an environment that this app did not make, by its interpreter in a child process. */
import { existsSync } from 'node:fs';
import * as z from 'zod/mini';
import { UserError } from '../../base/errors.js';
import { run } from '../../base/process.js';
import { parseJson } from '../../base/text/json.js';
import type { Language } from '../../languages/language.js';
import type { Kernel } from '../kernelspec.js';
import { baseLanguage } from './possible-bases.js';

const SECONDS = 30;

const installedSchema = z.object({
  version: z.string(),
  conda: z.boolean(),
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      needs: z.array(z.string()),
      direct: z.optional(z.string()),
    }),
  ),
});

export type Installed = z.output<typeof installedSchema>;
export type BasePackage = Installed['packages'][number];

export interface Base {
  language: Language;
  installed: Installed;
}

/** @throws UserError `base-language`, `base-start-unknown`, `base-interpreter-gone`, `base-not-read`. */
export async function installedPackages(kernel: Kernel, environment: Record<string, string>): Promise<Base> {
  const { name } = kernel;
  const language = baseLanguage(kernel);
  if (!language?.installed) throw new UserError('base-language', { name, language: kernel.language }, 'like');
  const command = language.installed.command(kernel.argv);
  const [interpreter = ''] = command ?? [];
  if (!command) throw new UserError('base-start-unknown', { name, path: kernel.directory }, 'like');
  if (!existsSync(interpreter))
    throw new UserError('base-interpreter-gone', { name, path: interpreter }, 'like');
  // Its variables may lead to libraries that the interpreter needs.
  const answer = await run(command, {
    environment: { ...environment, ...kernel.variables },
    seconds: SECONDS,
  });
  const installed = answer.exit === 0 ? parse(answer.stdout) : undefined;
  if (installed) return { language, installed };
  const last = answer.stderr.trim().split('\n').at(-1);
  const reason = answer.timedOut
    ? `it did not answer within ${SECONDS} seconds`
    : last || 'its answer is not a list';
  throw new UserError('base-not-read', { name, path: interpreter, reason }, 'like');
}

function parse(text: string): Installed | undefined {
  try {
    return installedSchema.parse(parseJson(text));
  } catch {
    return undefined;
  }
}
