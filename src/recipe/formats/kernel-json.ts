/** The kernel.json of a kernel that this app made: it has the recipe. */
import * as z from 'zod';
import { UserError } from '../../base/errors.js';
import { type Reader, sureness } from '../../reading/reader.js';
import { fileName } from './files/format.js';
import { readJson } from './files/json-file.js';
import { shaped } from './files/shape.js';
import { recipe } from './recipe.js';

const shape = z.looseObject({
  argv: z.array(z.string()),
  metadata: z
    .looseObject({ create_kernel: z.looseObject({ recipe: z.looseObject({}) }).optional() })
    .default({}),
});

export const kernelJson: Reader = {
  id: 'kernelJson',
  label: 'the kernel.json of a kernel of Create Kernel',
  recognizes({ text }) {
    const isOne = /^\s{0,100}\{/.test(text) && text.includes('"argv"') && text.includes('{connection_file}');
    return isOne ? sureness.certain : sureness.no;
  },
  read(given, context) {
    const { metadata } = shaped(shape, readJson(given), given);
    const own = metadata.create_kernel?.recipe;
    if (own) return recipe.read({ ...given, text: JSON.stringify(own) }, context);
    const reason = 'another tool made this kernel, and its file does not list the packages';
    throw new UserError('file-not-understood', { file: fileName(given), reason });
  },
};
