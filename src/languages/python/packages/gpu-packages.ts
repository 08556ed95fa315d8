/** Packages that use GPUs, and how the variant that does not is recognised among the packages that would be installed. */
import { pypi } from '../../../sources/pypi/index.js';

interface NamedVersion {
  name: string;
  version: string;
}

interface Variants {
  /** Whether the variant for GPUs is not among the packages. */
  isCpu(own: NamedVersion, names: ReadonlySet<string>): boolean;
  /** What to request for GPUs. */
  instead: string;
}

const without = (pattern: RegExp) => (_: NamedVersion, names: ReadonlySet<string>) =>
  ![...names].some((name) => pattern.test(name));
const always = () => true;

const PACKAGES: Readonly<Record<string, Variants>> = {
  // https://pytorch.org/get-started/locally/
  torch: { isCpu: ({ version }) => /\+cpu/.test(version), instead: 'a GPU under *GPU*' },
  // https://docs.jax.dev/en/latest/installation.html
  jax: { isCpu: without(/^jax-(cuda|rocm)\d+-plugin$/), instead: '`jax[cuda12]`' },
  // https://www.tensorflow.org/install/pip
  tensorflow: { isCpu: without(/^nvidia-cudnn/), instead: '`tensorflow[and-cuda]`' },
  'tensorflow-cpu': { isCpu: always, instead: '`tensorflow[and-cuda]`' },
  onnxruntime: { isCpu: without(/^onnxruntime-gpu$/), instead: '`onnxruntime-gpu`' },
};

/** A sentence for each of these packages that would not use a GPU. */
export function withoutGpu(packages: readonly NamedVersion[]): string[] {
  const names = new Set(packages.map(({ name }) => pypi.normalizeName(name)));
  return packages.flatMap((found) => {
    const variants = PACKAGES[pypi.normalizeName(found.name)];
    if (!variants?.isCpu(found, names)) return [];
    return [`\`${found.name} ${found.version}\` does not use GPUs: choose ${variants.instead}`];
  });
}
