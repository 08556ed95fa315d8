import { describe, expect, it, onTestFinished } from 'vitest';
import { languages } from '../../src/languages/index.js';
import { python } from '../../src/languages/python/index.js';
import { languageAbsence, runnerFor } from '../../src/plan/helper.js';
import { makeContext } from '../../src/web/context.js';
import { siteFields } from '../../src/web/form/fields/site-fields.js';
import { makeHome } from '../support/home.js';
import { context, interpreter } from '../support/host.js';

const { client: _, ...withoutClient } = { ...python, id: 'octopus', label: 'Octopus' };
const old = context({ interpreters: [interpreter('3.6.8')] }).site;

describe('a language without a Python in its environments', () => {
  it('is refused on a host where the app’s own Python cannot be made', () => {
    expect(() => runnerFor(withoutClient, '/envs/first/1', old, '/d')).toThrow(
      expect.objectContaining({ code: 'helper-impossible', field: 'language' }),
    );
  });

  it('is not offered there, and the form says why', () => {
    Object.assign(languages, { octopus: withoutClient });
    onTestFinished(() => void Reflect.deleteProperty(languages, 'octopus'));
    const home = makeHome();
    const form = makeContext(home.environment).form();
    const field = (tools: typeof old.tools) =>
      siteFields(form, { ...home.site, tools }).find(({ id }) => id === 'kernel_language');
    const values = (tools: typeof old.tools) => field(tools)?.options?.map(({ value }) => value);
    expect(values(old.tools)).toEqual(['python', 'bash']);
    expect(field(old.tools)?.help).toBe(
      'Octopus is not available on this host: the app’s own Python, which starts its kernels, cannot be made here: it needs Python 3.8 or newer with `venv`.',
    );
    expect(values(context().site.tools)).toEqual(['python', 'bash', 'octopus']);
    expect(field(context().site.tools)?.help).toBeUndefined();
  });

  it('does not keep others from being offered', () => {
    expect(languageAbsence(python, old)).toBeUndefined();
  });
});
