/** Whether the environment still has the package that makes it a kernel. */
import { kernelPackageName, kernelPackageNames } from '../../../languages/language.js';
import { sameName } from '../../contents/packages-now.js';
import { type HealthCheck, rebuildIt } from '../check.js';

export const checkKernelPackage: HealthCheck = ({ made }) => {
  if (!made?.language || made.changes.lost.length === 0) return undefined;
  const { language, changes } = made;
  const sources = Object.values(language.kernelPackages('')).map((specs) => specs.map(kernelPackageName));
  // In every source: not the interpreter of an environment from channels.
  const kernel = kernelPackageNames(language).filter((name) =>
    sources.every((names) => names.includes(name)),
  );
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
