import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { usedIndexes } from '../../src/managers/pypi/settings/own-indexes.js';
import { temporaryDirectory } from '../support/python.js';

async function homeWith(files: Record<string, string>): Promise<Record<string, string>> {
  const HOME = await temporaryDirectory();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(HOME, name)), { recursive: true });
    writeFileSync(join(HOME, name), text);
  }
  return { HOME };
}

const OWN = 'https://ada:pw@own.example.org/simple';
const pip = `[global]\nindex-url = ${OWN}\nextra-index-url =\n    https://a.example.org/simple\n    https://b.example.org/simple\n[install]\nuser = true\n`;
const uv = `index-url = "https://old.example.org/simple"\n[[index]]\nurl = "${OWN}"\ndefault = true\n[[index]]\nurl = "https://a.example.org/simple"\n[[index]]\nurl = "https://never.example.org"\nname = "x"\nexplicit = true\n`;

it.each([
  ['pip', '.config/pip/pip.conf', pip, [OWN, 'https://a.example.org/simple', 'https://b.example.org/simple']],
  ['uv', '.config/uv/uv.toml', uv, [OWN, 'https://a.example.org/simple']],
  ['uv', '.config/uv/uv.toml', 'not = [toml', ['https://pypi.org/simple']],
  ['pip', 'other', pip, ['https://pypi.org/simple']],
] as const)('%s takes packages from the indexes of %s', async (tool, name, text, indexes) => {
  expect(usedIndexes(tool, { channels: [] }, { indexes: [] }, await homeWith({ [name]: text }))).toEqual(
    indexes,
  );
});

it('the recipe’s index comes before the site’s, and that before the user’s; what is added comes after', async () => {
  const environment = await homeWith({ '.config/pip/pip.conf': `[global]\nindex-url = ${OWN}\n` });
  const used = (channels: string[], indexes: string[]) =>
    usedIndexes('pip', { channels }, { indexes }, environment);
  expect(used([], ['https://site.example.org/simple'])).toEqual(['https://site.example.org/simple']);
  const extra = 'https://download.example.org/whl/cpu';
  expect(used([`extra-index-url=${extra}`], [])).toEqual([OWN, extra]);
  expect(used(['https://mine.example.org/simple'], ['https://site.example.org/simple'])).toEqual([
    'https://mine.example.org/simple',
  ]);
});
