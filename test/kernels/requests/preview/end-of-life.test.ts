import { expect, it } from 'vitest';
import { previewKernel } from '../../../../src/kernels/requests/preview/preview.js';
import { parseRecipe } from '../../../../src/recipe/recipe.js';
import { makeHome } from '../../../support/home.js';
import { interpreter, toolsOf } from '../../../support/host.js';

// The end of life of each version: https://devguide.python.org/versions/
it.each([
  ['3.8', 'asked for', ['3.13.1', '3.8.10'], '3.8', '2024-10-07'],
  ['3.6', 'the host’s newest', ['3.6.8'], '', '2021-12-23'],
])(
  'The preview of a kernel with Python %s, %s, warns of its end of life',
  async (version, _, there, language_version, end) => {
    const home = makeHome();
    const site = { ...home.site, tools: toolsOf({ interpreters: there.map((each) => interpreter(each)) }) };
    const recipe = parseRecipe({ name: 'old', manager: 'venv', language_version });
    const { warnings } = await previewKernel(recipe, site);
    expect(warnings).toContainEqual(
      expect.objectContaining({
        code: 'language-version-ended',
        message: `Python ${version} reached its end of life on ${end}: its faults are no longer fixed`,
      }),
    );
    const current = await previewKernel(parseRecipe({ name: 'new', manager: 'venv' }), {
      ...site,
      tools: toolsOf({ interpreters: [interpreter('3.14.1')] }),
    });
    expect(current.warnings).toEqual([]);
  },
);
