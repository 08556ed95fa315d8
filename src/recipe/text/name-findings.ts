/** The name of an environment as the name of a kernel. */
import { userErrorsOf } from '../../base/errors.js';
import { type Finding, note } from '../../reading/finding.js';
import { kernelNameFrom } from '../name-from-title.js';
import { checkKernelName } from '../schema/name.js';

/** The name, if a kernel may have it; otherwise a note gives the reason. */
export function nameFindings(name: string): Finding[] {
  const id = kernelNameFrom(name);
  if (id === '' || name.includes('$')) return [];
  try {
    checkKernelName(id);
    return [{ kind: 'name', name: id }, ...(id === name ? [] : [{ kind: 'display-name', name } as const])];
  } catch (error) {
    const [refusal] = userErrorsOf(error);
    if (!refusal) throw error;
    return [note(`${refusal.message}, so it was left out`)];
  }
}
