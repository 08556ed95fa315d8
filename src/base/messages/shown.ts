/** What has happened to a kernel since a page showed it. */
import { wording } from './wording.js';

const nothing = () =>
  'Nothing was changed. Look at the kernel as it is now, and send the form again if you still want that';

export const shownMessages = {
  'shown-generation-published': wording<{ name: string; before: number; now: number }>(
    3,
    (facts) =>
      `Since this page was opened, generation ${facts.now} of \`${facts.name}\` was published in place of ${facts.before}`,
    nothing,
  ),
  'shown-generation-replaced': wording<{ name: string; number: number }>(
    3,
    (facts) =>
      `Since this page was opened, another generation of \`${facts.name}\` got the number ${facts.number}`,
    nothing,
  ),
  'shown-kernel-frozen': wording<{ name: string }>(
    3,
    (facts) => `Since this page was opened, \`${facts.name}\` was frozen`,
    nothing,
  ),
  'shown-kernel-thawed': wording<{ name: string }>(
    3,
    (facts) => `Since this page was opened, \`${facts.name}\` was thawed`,
    nothing,
  ),
  'shown-kernel-restored': wording<{ name: string }>(
    3,
    (facts) => `Since this page was opened, the kernelspec of \`${facts.name}\` was restored`,
    nothing,
  ),
  'shown-display-name-changed': wording<{ before: string; now: string }>(
    3,
    (facts) => `Since this page was opened, “${facts.before}” got the display name “${facts.now}”`,
    nothing,
  ),
  'shown-kernel-renamed': wording<{ name: string; now: string }>(
    3,
    (facts) => `Since this page was opened, \`${facts.name}\` was renamed to \`${facts.now}\``,
    nothing,
  ),
  'shown-kernel-removed': wording<{ name: string; removed: string; until: string }>(
    3,
    (facts) => `\`${facts.name}\`, as this page showed it, was removed at ${facts.removed}`,
    (facts) => `Nothing was changed. Until ${facts.until}, *Undo* on the page *Kernels* brings it back`,
  ),
  'shown-kernel-gone': wording<{ name: string }>(
    3,
    (facts) => `The kernel \`${facts.name}\` that this page showed is gone`,
    () => 'Nothing was changed. Another kernel may have its name: the page *Kernels* lists your kernels',
  ),
};
