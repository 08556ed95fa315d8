import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { appRoot } from '../../src/base/program.js';
import { readSubmission, recipeOf } from '../../src/form/submission.js';
import { type PlainRecipe, plainRecipe, type Recipe } from '../../src/recipe/recipe.js';
import { siteSchema } from '../../src/site/settings/index.js';
import { Dashboard } from '../support/dashboard.js';
import { copyApp } from './app-copy.js';

const site = { config: siteSchema.parse({}) };
const source = join(appRoot, 'examples', 'sub-apps');
const app = copyApp();
cpSync(source, join(app, 'local'), { recursive: true });

/** The recipe of a session launched from the sub-app with these values. */
async function recipeFrom(sub: string, values: Record<string, string>): Promise<Recipe> {
  const token = `sys/create_kernel/${sub}`;
  const [launched] = await new Dashboard().launch({ app, sub, token, data: join(app, 'data'), values });
  const file = join(launched?.staged ?? '', 'user_defined_context.json');
  return recipeOf(readSubmission(JSON.parse(readFileSync(file, 'utf8')), [], site));
}

describe('A sub-app of examples/sub-apps gives a recipe', () => {
  it.each<[string, Record<string, string>, Partial<PlainRecipe>]>([
    [
      'scientific-python',
      { kernel_name: 'Mine' },
      { name: 'mine', packages: ['numpy', 'pandas', 'scipy', 'matplotlib'] },
    ],
    [
      'powerai',
      { install_variables: 'IBM_POWERAI_LICENSE_ACCEPT=yes' },
      {
        name: 'powerai',
        manager: 'conda',
        packages: ['powerai', 'keras', 'patsy', 'seaborn', 'netcdf4'],
        channels: [
          'https://public.dhe.ibm.com/ibmdl/export/pub/software/server/ibm-ai/conda/',
          'conda-forge',
        ],
        install_variables: { IBM_POWERAI_LICENSE_ACCEPT: 'yes' },
      },
    ],
  ])('%s', async (sub, values, recipe) => {
    expect(plainRecipe(await recipeFrom(sub, values))).toMatchObject(recipe);
  });

  it('each of them', () => {
    const known = ['powerai.yml', 'scientific-python.yml'];
    expect(readdirSync(source).sort()).toEqual(known);
  });
});

/** The arrangement that also brings the cards on a portal without other interactive apps. */
describe('The directory of presets, made by the commands of docs/batch-connect.md', () => {
  const apps = mkdtempSync(join(tmpdir(), 'create-kernel-apps-'));
  const directory = join(apps, 'create_kernel_presets');
  const token = 'sys/create_kernel_presets/scientific-python';
  const manifest = (path: string) => parse(readFileSync(join(path, 'manifest.yml'), 'utf8'));

  beforeAll(async () => {
    const text = readFileSync(join(appRoot, 'docs', 'batch-connect.md'), 'utf8');
    const section = text.slice(text.indexOf('## Presets as menu entries'));
    const commands = [...(/```console\n([\s\S]*?)```/.exec(section)?.[1] ?? '').matchAll(/^# (.+)$/gm)];
    expect(commands).toHaveLength(6);
    symlinkSync(appRoot, join(apps, 'create_kernel'));
    const script = commands.map(([, line = '']) => line.replaceAll('/var/www/ood/apps/sys', apps)).join('\n');
    await execa('bash', ['-euc', script]);
  });

  afterAll(() => rmSync(apps, { recursive: true, force: true }));

  it('is in the menu with the role, and with nothing else that differs; the app itself is as it was', () => {
    expect(manifest(directory)).toEqual({ ...manifest(appRoot), role: 'batch_connect' });
    expect(manifest(directory).category).toMatch(/./);
    expect(manifest(appRoot)).not.toHaveProperty('role');
    expect(readdirSync(join(directory, 'local')).sort()).toEqual(readdirSync(source).sort());
    expect(existsSync(join(directory, 'app.js'))).toBe(true);
  });

  it('launches a session; its card leads to the build on the page of the directory', async () => {
    const data = join(apps, 'data');
    const launch = { app: directory, sub: 'scientific-python', token, data, values: { kernel_name: 'Mine' } };
    const [launched] = await new Dashboard().launch(launch);
    const staged = launched?.staged ?? '';
    expect(existsSync(join(staged, 'script.sh'))).toBe(true);
    const build = '20260803-140439-abcdef';
    writeFileSync(join(staged, 'create_kernel.json'), JSON.stringify({ status: 'running', build }));
    const [cards] = await new Dashboard().cards({ app: directory, staged, token, status: 'running' });
    expect(cards?.info).toContain('<strong dir="auto">Mine</strong> The build is running.');
    expect(cards?.info).toContain(`href="/pun/sys/create_kernel_presets/builds/${build}"`);
  });
});
