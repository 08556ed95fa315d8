/** Whether the environment still has the package that makes it a kernel. */
import { isOfKernel } from '../../../languages/language.js';
import { PackageSpec } from '../../../sources/specs/package-spec.js';
import { type HealthCheck, rebuildIt } from '../check.js';

export const checkKernelPackage: HealthCheck = ({ made }) => {
  if (!made?.language) return undefined;
  const { language, changes } = made;
  const isKernel = (name: string) =>
    isOfKernel(new PackageSpec({ name, extras: [], constraint: [] }), language);
  const found = changes.lost.find(({ lost, now }) => !now && isKernel(lost.name));
  if (!found) return undefined;
  const { name } = found.lost;
  return {
    state: 'kernel-package-missing',
    message: `The package \`${name}\`, which makes the environment a kernel, was removed from it`,
    ...rebuildIt,
  };
};
