import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMasker } from '../../../../src/builds/runner/output/mask-secrets.js';
import { secretsIn, secretsOfFiles } from '../../../../src/builds/runner/output/secrets-of-files.js';

describe('the secrets in a file that tools read', () => {
  it.each([
    ['netrc', 'machine index.example login ada password hunter2-x\n', 'hunter2-x'],
    ['netrc over lines', 'machine h\nlogin ada\npassword hunter2-x\n', 'hunter2-x'],
    ['a channel alias', 'channel_alias: https://user:s3cret-pw@127.0.0.1:9/t/tk-12345/\n', 's3cret-pw'],
    ['a token in a channel', 'channels:\n  - https://host/t/tk-12345/priv\n', 'tk-12345'],
    ['a proxy', "proxy_servers:\n  https: 'http://u:p%40ss-w@proxy:3128'\n", 'p@ss-w'],
    ['pip.conf', '[global]\nindex-url = https://__token__:glpat-99@host/simple\n', 'glpat-99'],
    ['uv.toml', '[[index]]\nurl = "https://ada:uv-pass@host/simple"\n', 'uv-pass'],
    ['logins of rattler', '{"host": {"CondaToken": "tk-98765"}}', 'tk-98765'],
    [
      'a token without a password',
      'index-url = https://0123456789abcdef0123@host/simple\n',
      '0123456789abcdef0123',
    ],
  ])('are found: %s', (_, text, secret) => {
    expect(secretsIn(text)).toContain(secret);
  });

  it('are none if there are only names', () => {
    expect(secretsIn('channels:\n  - conda-forge\nurl = "https://git@host/x"\n')).toEqual([]);
  });

  it('are read from files that variables name, and from the default files in the home directory', () => {
    const home = mkdtempSync(join(tmpdir(), 'create-kernel-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    writeFileSync(join(home, '.netrc'), 'machine h login a password from-home\n');
    writeFileSync(join(home, 'rc'), 'channel_alias: https://u:from-rc@h/\n');
    expect(secretsOfFiles({ HOME: home, CONDARC: join(home, 'rc'), NETRC: '/nowhere' })).toEqual([
      'from-rc',
      'from-home',
    ]);
  });
});

describe('a known secret', () => {
  const { mask } = createMasker(['s3cret@/value', 'a-longer-secret-0123456789']);

  it.each([
    ['as conda writes a channel alias', 'in https//user:s3cret@/value@127.0.0.1', 's3cret'],
    ['percent-encoded', 'GET http://x?y&s3cret%40%2Fvalue', 's3cret'],
    ['at the end of a line that a tool has broken', 'token is a-longer-secret-0', 'longer'],
    ['at the beginning of the next line', 'ret-0123456789 was refused', '0123456789'],
  ])('is masked %s', (_, line, secret) => {
    expect(mask(line)).not.toContain(secret);
    expect(mask(line)).toContain('***');
  });

  it('leaves ordinary lines as they are', () => {
    for (const line of ['Solving environment: done', 'a-longer way', 'see 0123'])
      expect(mask(line)).toBe(line);
  });
});
