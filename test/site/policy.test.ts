import { describe, expect, it } from 'vitest';
import { isIndex } from '../../src/recipe/channels/channel.js';
import { parseRecipe, type RecipeInput } from '../../src/recipe/recipe.js';
import { placeErrors, policyCase, policyErrors } from '../../src/site/policy.js';
import { siteSchema } from '../../src/site/settings/index.js';

const INDEX = 'https://index.example/simple';

function refused(fields: Partial<RecipeInput>, settings: object = {}): string[] {
  const recipe = parseRecipe({ name: 'x', ...fields });
  const errors = policyErrors(policyCase(recipe), { config: siteSchema.parse(settings) });
  return errors.map(({ code, field }) => `${code} ${field}`);
}

describe('channels and indexes', () => {
  const settings = {
    channels: { default: ['conda-forge'], allowed: ['bioconda', 'https://conda.example/ours'] },
    indexes: { default: [], allowed: [INDEX] },
  };

  it('may be any if the site names none', () => {
    expect(refused({ channels: ['anything', 'https://elsewhere.example/simple'] })).toEqual([]);
  });

  it.each([
    ['a channel that is allowed', 'bioconda', true],
    ['a default channel', 'conda-forge', true],
    ['an allowed channel by its address', 'https://conda.anaconda.org/bioconda/', true],
    ['an address that is allowed', 'https://conda.example/ours/', true],
    ['an index that is allowed', `${INDEX}/`, true],
    ['another channel', 'defaults', false],
    ['a part of a channel that is allowed', 'bio', false],
    ['an index as if it were a channel', 'https://evil.example/simple', false],
    ['a channel with the name of an allowed one on another host', 'https://evil.example/bioconda', false],
  ])('%s: %s', (_, channel, allowed) => {
    expect(refused({ channels: [channel] }, settings)).toEqual(
      allowed ? [] : ['channel-not-allowed channels'],
    );
  });

  it.each([
    [INDEX, true],
    [`${INDEX}/`, true],
    ['https://download.example/whl/cu121', true],
    ['https://conda.example/simple-things', false],
    ['simple', false],
  ])('are distinguished by their URL: %s', (channel, index) => {
    expect(isIndex(channel)).toBe(index);
  });

  it('are checked in packages that name one, too', () => {
    const packages = ['bioconda::samtools', 'evil::six', 'numpy'];
    expect(refused({ packages }, settings)).toEqual(['channel-not-allowed packages']);
  });

  it('are each refused', () => {
    expect(refused({ channels: ['a', 'bioconda', 'b'] }, settings)).toHaveLength(2);
  });
});

describe('packages by URL', () => {
  it('are refused if the site names no hosts', () => {
    expect(refused({ packages: ['six @ https://files.example/six.whl'] })).toEqual([
      'package-url-not-allowed packages',
    ]);
  });

  it.each([
    ['https://files.example/six.whl', true],
    ['git+https://files.example/six.git', true],
    ['https://files.example.evil.example/six.whl', false],
    ['https://evil.example/files.example/six.whl', false],
    ['https://evil.example/?files.example', false],
  ])('%s on an allowed host: %s', (address, allowed) => {
    const settings = { package_hosts: ['files.example'] };
    expect(refused({ pip_packages: [`six @ ${address}`] }, settings)).toEqual(
      allowed ? [] : ['package-url-not-allowed pip_packages'],
    );
  });
});

describe('what the site forbids', () => {
  const settings = {
    channels: { forbidden: ['defaults', 'https://repo.anaconda.com/pkgs/main'] },
    indexes: { forbidden: [INDEX] },
    forbidden_packages: ['Foo_Bar'],
  };

  it.each<[string, Partial<RecipeInput>, string[]]>([
    ['a channel', { channels: ['conda-forge', 'defaults'] }, ['channel-forbidden channels']],
    [
      'a channel by its URL',
      { channels: ['https://repo.anaconda.com/pkgs/main/'] },
      ['channel-forbidden channels'],
    ],
    ['an index', { channels: [INDEX] }, ['channel-forbidden channels']],
    ['the channel of one package', { packages: ['defaults::numpy'] }, ['channel-forbidden packages']],
    ['a package, however it is spelt', { packages: ['foo-bar[extra]>=1'] }, ['package-forbidden packages']],
    ['a package from pip', { pip_packages: ['FOO.bar'] }, ['package-forbidden pip_packages']],
    ['nothing else', { channels: ['bioconda'], packages: ['foo', 'foobar'] }, []],
  ])('is refused: %s', (_, fields, errors) => {
    expect(refused(fields, settings)).toEqual(errors);
  });

  it('is refused even if another setting allows it', () => {
    const both = { channels: { allowed: ['a'], default: ['a'], forbidden: ['a'] } };
    expect(refused({ channels: ['a'] }, both)).toEqual(['channel-forbidden channels']);
  });
});

describe('how a recipe is built', () => {
  const local = { manager: 'uv', launcher: 'local' };
  const job = { manager: 'uv', launcher: 'slurm', cluster: 'big' };
  const off = { managers: { uv: { enabled: false } } };

  it.each([
    ['on the portal host', local, {}, []],
    ['on a cluster', job, {}, []],
    ['in the job of somebody else’s', { ...local, launcher: 'here' }, { build_on: { local: false } }, []],
    [
      'on the portal host, if builds are not allowed there',
      local,
      { build_on: { local: false } },
      ['build-on-unknown build_on'],
    ],
    ['on a cluster that is offered', job, { build_on: { clusters: ['big'] } }, []],
    ['on another cluster', job, { build_on: { clusters: ['small'] } }, ['build-on-unknown build_on']],
    ['with a manager that is switched off', local, off, ['manager-not-allowed manager']],
    ['with another manager', { ...local, manager: 'venv' }, off, []],
  ])('%s', (_, chosen, settings, expected) => {
    const errors = placeErrors(chosen, { config: siteSchema.parse(settings) });
    expect(errors.map(({ code, field }) => `${code} ${field}`)).toEqual(expected);
  });
});
