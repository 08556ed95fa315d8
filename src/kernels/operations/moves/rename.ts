import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../../../base/errors.js';
import { namesFrom } from '../../../recipe/name-from-title.js';
import { parseRecipe, type Recipe } from '../../../recipe/recipe.js';
import { count } from '../../../shared/format.js';
import type { Site } from '../../../site/site.js';
import { ownerFile } from '../../../steps/owner-file.js';
import { backupOf, findNotebooks } from '../../history/notebooks.js';
import { ownHomeOf } from '../../home.js';
import { type Kernel, listKernels } from '../../kernelspec.js';
import type { MoveAction } from '../../moves/move.js';
import { recordName } from '../../moves/renamed.js';
import { checkClash, checkDisplayName } from '../../requests/checks/clash.js';
import { recipeOf } from '../../stored-recipe.js';
import type { ArgumentMeta } from '../arguments.js';
import type { KernelOperation, Move } from '../operation.js';

const schema = z.object({
  new_name: z
    .string()
    .min(1)
    .describe('the new name of the kernel')
    .meta({ word: { name: 'NEW' } } satisfies ArgumentMeta),
  notebooks: z
    .string()
    .optional()
    .describe('also change the notebooks below this directory that use the kernel; copies of them are kept')
    .meta({ value: 'DIRECTORY' } satisfies ArgumentMeta),
});

/** Gives a kernel another name. Its environments stay where they are. */
export const rename = {
  id: 'rename',
  on: 'ours',
  effect: 'moves',
  label: 'Rename',
  description: 'Changes the kernel’s name and, on request, its name in the notebooks that use it',
  done: 'The kernel has its new name',
  arguments: schema,
  names({ new_name }) {
    return [namesOf(new_name).name];
  },
  async plan(kernel, { new_name: typed, notebooks }, site, mark) {
    const { name, directory } = kernel;
    const { name: new_name, display_name: title } = namesOf(typed);
    // A display name that was never given follows the name, as it does for a new kernel.
    const follows = namesFrom(kernel.display_name).name === name;
    const display_name = follows ? title || new_name : kernel.display_name;
    if (new_name === name) return renameShown(kernel, display_name, await listKernels(site));
    const others = (await listKernels(site)).filter((each) => each.directory !== directory);
    checkClash({ ...recipeOf(kernel).recipe, name: new_name, display_name }, others);
    const home = await ownHomeOf(kernel, site);
    const to = join(dirname(directory), new_name);
    const facts = { name: new_name, display_name };
    const found = notebooks === undefined ? [] : findNotebooks(directoryOf(notebooks, site), name);
    const backups = join(site.data_root, 'notebook-copies', mark);
    return {
      actions: [
        // One rename: the launcher has the kernel under one name at any time.
        { kind: 'rename', from: directory, to },
        { kind: 'describe', directory: to, facts },
        ...(home ? ownerActions(home, kernel, new_name) : []),
        ...recordName(kernel, site),
        ...found.map((path) => ({
          ...{ kind: 'notebook' as const, path, backup: backupOf(path, backups), from: name, to: facts },
        })),
      ],
      result: {
        ok: true,
        message: `\`${name}\` is \`${new_name}\` now${notebooks === undefined ? '' : `, in ${count(found.length, 'notebook')} too`}`,
        notes: [
          ...(notebooks === undefined
            ? [
                `Notebooks that use \`${name}\` ask for a kernel when they are opened: choose “${display_name}”`,
              ]
            : []),
          ...(found.length > 0
            ? [
                `The original notebooks are in \`${backups}\``,
                'Reload notebooks that are open. Jupyter asks to trust a changed notebook before it shows its interactive output',
              ]
            : []),
        ],
        kernel: new_name,
        details: { name: new_name, notebooks: found, ...(found.length > 0 && { backups }) },
      },
    };
  },
} as const satisfies KernelOperation<z.output<typeof schema>>;

/** Names that differ in their case are one name for Jupyter. @throws UserError `name-unchanged`, `display-name-taken`. */
function renameShown(kernel: Kernel, display_name: string, kernels: readonly Kernel[]): Move {
  const { name, directory } = kernel;
  if (display_name === kernel.display_name) throw new UserError('name-unchanged', { name }, 'name');
  checkDisplayName(
    display_name,
    kernels.filter((each) => each.directory !== directory),
  );
  return {
    actions: [{ kind: 'describe', directory, facts: { display_name } }],
    result: { ok: true, message: `\`${name}\` keeps its name, and is shown as “${display_name}” now` },
  };
}

/** As for a new kernel. @throws RequestErrors if no kernel can have it. */
function namesOf(typed: string): Pick<Recipe, 'name' | 'display_name'> {
  return parseRecipe(namesFrom(typed.trim()));
}

/** The owner file names the kernel, for people and for a kernel without an id. */
function ownerActions(home: string, { origin }: Kernel, name: string): MoveAction[] {
  const text = `${JSON.stringify({ kernel: name, ...(origin?.id && { id: origin.id }) })}\n`;
  return [{ kind: 'write', path: ownerFile(home), text }];
}

/** @throws UserError `notebooks-path`. */
function directoryOf(text: string, { account }: Pick<Site, 'account'>): string {
  const path = text.replace(/^~(?=\/|$)/, account.home);
  const found = path.startsWith('/') && statSync(path, { throwIfNoEntry: false })?.isDirectory();
  if (found) return path;
  throw new UserError('notebooks-path', { given: text });
}
