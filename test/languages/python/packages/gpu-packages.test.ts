import { expect, it } from 'vitest';
import { withoutGpu } from '../../../../src/languages/python/packages/gpu-packages.js';

const found = (...specs: string[]) =>
  specs.map((spec) => {
    const [name = '', version = '1.0'] = spec.split('==');
    return { name, version };
  });

it.each([
  [found('torch==2.7.0+cpu', 'numpy'), [/`torch 2.7.0\+cpu` does not use GPUs/]],
  [found('torch==2.7.0', 'nvidia-cudnn-cu12'), []],
  [found('jax', 'jaxlib'), [/`jax\[cuda12\]`/]],
  [found('jax', 'jax-cuda12-plugin'), []],
  [found('tensorflow==2.19'), [/`tensorflow\[and-cuda\]`/]],
  [found('tensorflow', 'nvidia-cudnn-cu12'), []],
  [found('tensorflow_cpu'), [/and-cuda/]],
  [found('onnxruntime'), [/onnxruntime-gpu/]],
  [found('numpy', 'scipy'), []],
])('of %j, those without a GPU are %j', (packages, expected) => {
  expect(withoutGpu(packages)).toEqual(expected.map((words) => expect.stringMatching(words)));
});
