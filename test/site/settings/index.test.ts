import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { appRoot } from '../../../src/base/program.js';
import { siteSchema } from '../../../src/site/settings/index.js';
import { readSiteConfig } from '../../../src/site/settings/read-settings.js';
import { readExamples, renderReference, sections } from '../../support/settings-reference.js';

describe('the reference of the settings', () => {
  it('is in docs/admin.md (`npx vitest run --project unit test/site/settings/index.test.ts --update` writes it)', async () => {
    const page = readFileSync(join(appRoot, 'docs/admin.md'), 'utf8');
    const marked = /(?<=<!-- settings -->\n).*(?=<!-- end of settings -->)/s;
    expect(page).toMatch(marked);
    await expect(page.replace(marked, () => `\n${renderReference()}\n\n`)).toMatchFileSnapshot(
      '../../../docs/admin.md',
    );
  });

  it.each(sections)('describes $name, and each setting in it', ({ description, settings }) => {
    expect(description).toMatch(/^[A-Z`].*\.$/);
    for (const setting of settings) expect(setting.description, setting.path).toMatch(/\.$/);
  });
});

describe('the examples of the settings', () => {
  const examples = readExamples();

  it('are those of the schema, in its order', () => {
    expect(Object.keys(examples)).toEqual(Object.keys(siteSchema.shape));
  });

  it.each(Object.entries(examples))('%s is understood, and differs from the default', (name, text) => {
    const read = siteSchema.parse(parse(text));
    expect(read).not.toEqual(siteSchema.parse({}));
    expect(Object.keys(parse(text))).toEqual([name]);
  });

  it('together are a site file', () => {
    const config = readSiteConfig(join(appRoot, 'docs/settings.yml'));
    expect(config.limits.builds).toBe(2);
  });
});
