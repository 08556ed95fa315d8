import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/base/errors.js';
import { readSiteConfig } from '../../../src/site/settings/read-settings.js';
import { temporaryDirectory } from '../../support/python.js';

async function siteDirectory(files: Record<string, string>): Promise<string> {
  const directory = await temporaryDirectory();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

/** The error that an administrator sees about a file. */
async function complaint(text: string): Promise<string> {
  const directory = await siteDirectory({ 'site.yml': text });
  try {
    readSiteConfig(join(directory, 'site.yml'));
  } catch (error) {
    if (error instanceof UserError) return error.message.replace(`${directory}/`, '');
    throw error;
  }
  return 'nothing is wrong';
}

describe('settings', () => {
  it.each([
    ['indexes: { default: ["https://ada:hunter2@host/simple"] }', 'indexes.default.0'],
    ['channels: { allowed: ["https://host/t/hunter2/lab"] }', 'channels.allowed.0'],
    [
      `conda_installer: { url: "https://host/x.sh?token=hunter2", sha256: ${'0'.repeat(64)} }`,
      'conda_installer.url',
    ],
  ])('may not have a login or a token, which the error does not repeat: %s', async (text, setting) => {
    const shown = await complaint(text);
    expect(shown).toContain(`\`${setting}\`: every user can read this file`);
    expect(shown).not.toContain('hunter2');
  });

  it('all have defaults', async () => {
    const config = readSiteConfig(await siteDirectory({}));
    expect(config).toMatchObject({ channels: { default: ['conda-forge'] }, install_uv: true, locations: [] });
    // No mail is sent unless the site says how.
    expect(config.notify_command).toBeUndefined();
    expect(config.managers.uv).toEqual({ enabled: true });
  });

  it('are read from all YAML files of a directory; later ones override earlier ones', async () => {
    const directory = await siteDirectory({
      '1-site.yml': 'install_uv: false\njupyter_url: /one\n',
      '2-more.yaml': 'jupyter_url: /two\n',
      '3-notes.txt': 'not: [read',
      '.4-hidden.yml': 'not: [read',
      '5-empty.yml': '',
      '6-comments.yml': '# nothing yet\n',
    });
    expect(readSiteConfig(directory)).toMatchObject({ install_uv: false, jupyter_url: '/two' });
  });

  it('are merged section by section; a list replaces an earlier one', async () => {
    const directory = await siteDirectory({
      '1.yml':
        'environment: { A: a, B: b }\nlimits: { builds: 1, log_megabytes: 7 }\npackage_hosts: [one, two]\n',
      '2.yml': 'environment: { B: c }\nlimits: { builds: 2 }\npackage_hosts: [three]\n',
    });
    expect(readSiteConfig(directory)).toMatchObject({
      environment: { A: 'a', B: 'c' },
      limits: { builds: 2, log_megabytes: 7 },
      package_hosts: ['three'],
    });
  });

  it('may be several documents in one file, like several files', async () => {
    const directory = await siteDirectory({
      'site.yml': '# first\n---\nlimits:\n  builds: 1\n---\n---\nlimits:\n  log_megabytes: 7\n',
    });
    expect(readSiteConfig(directory).limits).toMatchObject({ builds: 1, log_megabytes: 7 });
    expect(await complaint('install_uv: true\n---\ninstall_uv: maybe\n')).toContain('line 3,');
  });

  it('are the defaults if the usual directory does not exist, but a file that is named must exist', () => {
    expect(() => readSiteConfig('/nonexistent/site.yml')).toThrow(/CREATE_KERNEL_SITE.*does not exist/);
  });
});

describe('a wrong setting', () => {
  it.each([
    ['a misspelt name', 'install_uv: true\ninstal_uv: true\n', 2, 'instal_uv'],
    ['a misspelt name deep inside', 'limits:\n  builds: 2\n  build: 3\n', 3, 'limits.build'],
    ['an unknown manager', 'managers:\n  uv: {}\n  poetry: {}\n', 3, 'managers.poetry'],
    ['text in place of a truth value', 'install_uv: perhaps\n', 1, 'install_uv'],
    ['a relative path', 'data_root: data\n', 1, 'data_root'],
    ['a location without a title', 'locations:\n  - id: a\n    path: /a\n', 2, 'locations.0.title'],
    [
      'a location id with spaces',
      'locations:\n  - id: a b\n    title: A\n    path: /a\n',
      2,
      'locations.0.id',
    ],
    ['a number below its least', 'limits:\n  builds: 0\n', 2, 'limits.builds'],
    ['a hash of the wrong length', 'conda_installer:\n  url: https://x/y\n  sha256: abc\n', 3, 'sha256'],
    ['an installer without a hash', 'conda_installer:\n  url: https://x/y\n', 2, 'conda_installer.sha256'],
    ['a number for a variable', 'environment:\n  A: b\n  PORT: 80\n', 3, 'environment.PORT'],
    ['an empty command', 'quota_command: []\n', 1, 'quota_command'],
    ['a list in place of settings', '- install_uv\n', 1, 'the whole file'],
    ['a setting that is there twice', 'install_uv: true\ninstall_uv: false\n', 2, 'YAML'],
    ['a tab as indent', 'limits:\n\tbuilds: 2\n', 2, 'YAML'],
    ['a bracket that stays open', 'locations: [\n', 2, 'YAML'],
  ])('is reported with its file, its line and its name: %s', async (_, text, line, setting) => {
    const shown = await complaint(text);
    expect(shown).toContain(`\`site.yml\`, line ${line},`);
    expect(shown).toContain(setting);
  });

  it.each([
    ['data_root: data\n', '`data_root`: a path begins with `/`, `~` or a variable'],
    ['instal_uv: true\n', '`instal_uv`: unknown setting; did you mean `install_uv`?'],
    ['managers:\n  uv:\n    pth: /x\n', '`managers.uv.pth`: unknown setting; did you mean `path`?'],
    [
      'limits:\n  zzz: 1\n',
      /`limits\.zzz`: unknown setting; the settings here are `log_megabytes`, .*`builds`/,
    ],
    ['install_uv: perhaps\n', '`install_uv`: `true` or `false` is expected'],
    [
      'environment:\n  PORT: 80\n',
      '`environment.PORT`: text (in quotes, if it looks like a number) is expected',
    ],
    ['limits:\n  builds: many\n', '`limits.builds`: a number is expected'],
    ['limits:\n  builds: 1.5\n', '`limits.builds`: a whole number is expected'],
    ['limits:\n  builds: 0\n', '`limits.builds`: it has to be more than 0'],
    ['build_on:\n  nice: 25\n', '`build_on.nice`: it has to be at most 19'],
    ['search_path: /opt/bin\n', '`search_path`: a list (lines that begin with `- `) is expected'],
    // Without the line again.
    ['limits: [\n', /^`YAML`: Flow sequence .* end with a \]$/],
    ['limits: 3\n', '`limits`: a section (indented lines of `name: value`) is expected'],
    ['quota_command: []\n', '`quota_command`: a command is a list of words'],
    ['locations:\n  - id: a\n    path: /a\n', '`locations.0.title`: it is missing'],
    ['presets:\n  - id: a\n    title: ""\n    recipe: {}\n', '`presets.0.title`: it is empty'],
    [
      'presets:\n  - id: a\n    titel: A\n    title: A\n    recipe: {}\n',
      '`presets.0.titel`: unknown setting; did you mean `title`?',
    ],
  ])('is reported with its reason: %s', async (text, expected) => {
    const shown = (await complaint(text)).replace(/^.* has a mistake at /, '');
    if (expected instanceof RegExp) expect(shown).toMatch(expected);
    else expect(shown).toBe(expected);
  });

  it('names a file that cannot be read', async () => {
    const directory = await siteDirectory({ 'site.yml/inner': '' });
    expect(() => readSiteConfig(directory)).toThrow(/site\.yml.*the whole file/);
  });
});
