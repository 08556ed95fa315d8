import { expect, it } from 'vitest';
import { choiceIn, withGpu } from '../../../../src/browser/create/help/gpu-text.js';
import { siteSchema } from '../../../../src/site/settings/index.js';
import { gpuChoices } from '../../../../src/web/pages/create/create-page.js';

const gpus = [
  { title: 'A100', cuda: '12.8', torch_backend: 'cu128' },
  { title: 'V100', cuda: '12.4', index: 'https://w.example.org/cu124/simple' },
];
const choices = gpuChoices(siteSchema.parse({ gpus }));
const own = { variables: 'LICENCE=yes\n', channels: 'bioconda\n' };

it('each choice writes its lines, keeps the person’s, and is found again', () => {
  const expected = [
    { variables: 'LICENCE=yes', channels: 'bioconda' },
    { variables: 'LICENCE=yes\nCONDA_OVERRIDE_CUDA=12.8\nUV_TORCH_BACKEND=cu128', channels: 'bioconda' },
    {
      variables: 'LICENCE=yes\nCONDA_OVERRIDE_CUDA=12.4',
      channels: 'bioconda\nextra-index-url=https://w.example.org/cu124/simple',
    },
    { variables: 'LICENCE=yes\nCONDA_OVERRIDE_CUDA=\nUV_TORCH_BACKEND=cpu', channels: 'bioconda' },
  ];
  let texts: typeof own = own;
  for (const [index, choice] of choices.entries()) {
    texts = withGpu(texts, choice, choices);
    expect(texts).toEqual(expected[index]);
    expect(choiceIn(texts, choices)).toBe(index);
  }
  expect(withGpu(texts, choices[0] ?? { title: '', variables: {} }, choices)).toEqual(expected[0]);
});

it('other values of the same variables are no choice', () => {
  expect(choiceIn({ variables: 'CONDA_OVERRIDE_CUDA=11.2', channels: '' }, choices)).toBe(0);
});

it('a site without GPUs has no choice', () => {
  expect(gpuChoices(siteSchema.parse({}))).toEqual([]);
});
