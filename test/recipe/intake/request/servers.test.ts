import { expect, it } from 'vitest';
import { givenText } from '../../../../src/reading/given-text.js';
import { renderRecipe } from '../../../../src/recipe/formats/recipe.js';
import { withoutServers } from '../../../../src/recipe/intake/request/servers.js';
import { understandTexts } from '../../../../src/recipe/intake/understand.js';
import { parseRecipe } from '../../../../src/recipe/recipe.js';

const REASON = 'it is a server: the portal runs Jupyter itself, and a kernel does not need it';

it.each([
  ['a list', 'numpy\njupyterlab>=4\n', undefined, ['numpy'], ['jupyterlab']],
  ['a command', 'conda install -c conda-forge numpy notebook', undefined, ['numpy'], ['notebook']],
  ['a channel', 'conda-forge::jupyterlab\nsix', undefined, ['six'], ['jupyterlab']],
  ['an environment', 'dependencies: [jupyter, six]\n', 'environment.yml', ['six'], ['jupyter']],
  [
    'names that only begin so',
    'jupyterlab-git\nnotebook-shim',
    undefined,
    ['jupyterlab-git', 'notebook-shim'],
    [],
  ],
])('of %s, servers are left out with the reason', (_, text, name, packages, servers) => {
  const read = understandTexts([givenText(text, name)], { review: withoutServers });
  expect(read.packages.map(({ spec }) => spec.name)).toEqual(packages);
  expect(read.notes.flatMap(({ server }) => server ?? [])).toEqual(servers);
  for (const server of servers)
    expect(read.notes.map(({ text: words }) => words)).toContain(`\`${server}\` was left out: ${REASON}`);
});

it('keeps the servers of a recipe, in which they were decided', () => {
  const recipe = renderRecipe(parseRecipe({ name: 'lab', packages: ['jupyterlab', 'six'] }));
  const { packages } = understandTexts([givenText(recipe, 'recipe.yml')], { review: withoutServers });
  expect(packages.map(({ spec }) => spec.name)).toEqual(['jupyterlab', 'six']);
});
