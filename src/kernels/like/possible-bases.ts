/** The kernels that a recipe can be like. */
import { languages } from '../../languages/index.js';
import type { Language } from '../../languages/language.js';
import { compareText } from '../../shared/format.js';
import type { Kernel } from '../kernelspec.js';

/** The kernels that can be a base: those of this app, and others with packages that can be found. */
export function possibleBases(kernels: readonly Kernel[]): Kernel[] {
  return kernels
    .filter((kernel) => !kernel.shadowed_by && !kernel.unreadable)
    .filter((kernel) => kernel.owner === 'ours' || baseLanguage(kernel))
    .sort((a, b) => compareText(a.display_name, b.display_name));
}

/** The language of a kernel, if its packages can be found. */
export function baseLanguage(kernel: Pick<Kernel, 'language'>): Language | undefined {
  return Object.values(languages).find(
    ({ installed, kernel_language }) => installed && kernel_language === kernel.language.toLowerCase(),
  );
}
