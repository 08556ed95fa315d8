import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anyVersion, buildWith, olderLanguage } from '../../../../src/builds/diagnosis/causes/next-steps.js';
import { diagnose } from '../../../../src/builds/diagnosis/diagnose.js';
import { bash } from '../../../../src/languages/bash/index.js';
import { python } from '../../../../src/languages/python/index.js';

function nextOf(file: string) {
  const text = readFileSync(new URL(`../../../fixtures/output/${file}.txt`, import.meta.url), 'utf8');
  const lines = text.split('\n').map((line, index) => ({ line: index + 1, text: line }));
  return diagnose({
    phase: 'install',
    exit: 1,
    lines,
    language: python,
    closeNames: () => ['numpy', 'nanopy'],
  }).next;
}

describe('the changes that a failure offers', () => {
  it.each([
    ['uv-undeclared', [...anyVersion('openai-whisper'), ...buildWith('setuptools<82')]],
    ['pip-renamed', [{ id: 'use-tensorflow', package: { from: 'tensorflow-gpu', to: 'tensorflow' } }]],
    ['pip-no-such-version', [{ id: 'any-six', package: { from: 'six', to: 'six' } }]],
    ['conda-unknown-package', [{ id: 'use-numpy', package: { from: 'nunpy', to: 'numpy' } }]],
    ['pip-quota', undefined],
  ])('%s', (file, next) => {
    if (next) expect(nextOf(file)).toMatchObject(next);
    else expect(nextOf(file)).toBeUndefined();
  });

  it.each([
    ['/envs/mine/1/lib/python3.12/site-packages', ['3.11']],
    ['numpy-1.25-cp313-cp313-linux_x86_64.whl', ['3.11']],
    ['/envs/mine/1/lib/python3.10/site-packages', []],
    ['', []],
  ])('include an older Python only where the output shows a new one: %s', (output, versions) => {
    expect(olderLanguage(output, python).map(({ language_version }) => language_version)).toEqual(versions);
    expect(olderLanguage(output, bash)).toEqual([]);
  });
});
