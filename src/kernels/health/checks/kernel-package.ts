/** Whether the environment still has the package that makes it a kernel. */
import { kernelPackageName, sourcesOf } from '../../../languages/language.js';
import { sameName } from '../../contents/packages-now.js';
import { type HealthCheck, rebuildIt } from '../check.js';

export const checkKernelPackage: HealthCheck = ({ made }) => {
  if (!made?.language) return undefined;
  const { language, changes } = made;
  const needed = language.kernelPackages('');
  const names = sourcesOf(language).map((source) => (needed[source] ?? []).map(kernelPackageName));
  // In every source: not the interpreter of conda's environments, nor pip, which notebooks use.
  const [first = [], ...others] = names;
  const kernel = first.filter((name) => name !== 'pip' && others.every((each) => each.includes(name)));
  const lost = changes.lost.find(
    ({ lost: { name, source }, now }) => !now && kernel.some((each) => sameName(each, name, source)),
  );
  if (!lost) return undefined;
  const { name } = lost.lost;
  return {
    state: 'kernel-package-missing',
    message: `The package \`${name}\`, which makes the environment a kernel, was removed from it`,
    ...rebuildIt,
  };
};
