import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appRoot } from '../../src/base/program.js';
import { makePlan } from '../../src/plan/make-plan.js';
import { withAgreements } from '../../src/presets/preset-rules.js';
import { findPreset, listPresets } from '../../src/presets/presets.js';
import { policyCase, policyErrors } from '../../src/site/policy.js';
import { renderScript } from '../../src/steps/script.js';
import { makeHome } from '../support/home.js';
import { interpreter, toolsOf } from '../support/host.js';

const examples = readdirSync(join(appRoot, 'examples'))
  .filter((name) => name.endsWith('.yml'))
  .map((name) => name.replace(/\.yml$/, ''));

const home = makeHome({ shared: true, settings: { examples } });
const site = {
  ...home.site,
  tools: toolsOf({
    uv: { path: '/usr/bin/uv', version: '0.9.0' },
    conda: { path: '/opt/conda/bin/conda', version: '24.1.0' },
    modules: '/usr/share/lmod/lmod/init/bash',
    interpreters: [interpreter('3.12.4')],
  }),
};

describe('The examples that the app brings along', () => {
  it('are offered where a site names them, the one of the help page among them', () => {
    const ids = listPresets(site).map(({ id }) => id);
    expect(ids).toEqual(examples);
    expect(ids).toContain('powerai');
  });

  it.each(examples)('%s can be built where its tools are', (id) => {
    const preset = findPreset(id, site);
    const recipe = { ...withAgreements(preset.recipe, preset), name: id };
    expect(policyErrors(policyCase(recipe), site)).toEqual([]);
    const plan = makePlan(recipe, { site, generation: 1, version: '0' });
    expect(plan.steps.length).toBeGreaterThan(5);
    expect(preset.title && preset.description).not.toBe('');
  });

  it('one loads modules', () => {
    expect(listPresets(site).some(({ recipe }) => recipe.modules.length > 0)).toBe(true);
  });
});

describe('The example of IBM PowerAI', () => {
  const preset = findPreset('powerai', site);

  it('is what the help page describes: one solve from IBM’s channel, with the licence accepted', () => {
    const recipe = { ...withAgreements(preset.recipe, preset), name: 'powerai' };
    const script = renderScript(makePlan(recipe, { site, generation: 1, version: '0' }));
    expect(script).toMatch(
      /--override-channels --channel https:\/\/public\.dhe\.ibm\.com\/ibmdl\/export\/pub\/software\/server\/ibm-ai\/conda\/ --channel conda-forge /,
    );
    expect(script).toContain('IBM_POWERAI_LICENSE_ACCEPT=yes');
    for (const name of ['python=3.6', 'powerai', 'keras', 'patsy', 'seaborn', 'netcdf4'])
      expect(script).toContain(name);
  });

  it('sets the licence’s variable only for who accepts it', () => {
    expect(preset.recipe.install_variables).toEqual({});
    expect(preset.agree).toMatchObject([{ variable: 'IBM_POWERAI_LICENSE_ACCEPT', value: 'yes' }]);
  });
});
