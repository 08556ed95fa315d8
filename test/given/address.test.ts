import { describe, expect, it } from 'vitest';
import { addressIn, checkedAddress, fileAddress } from '../../src/given/address.js';

describe('A text', () => {
  it.each([
    ['https://example.org/requirements.txt', true],
    [' https://github.com/owner/repository \n', true],
    ['http://example.org/environment.yml', true],
    ['https://example.org/archive.zip', true],
    ['https://example.org/one-1.0-py3-none-any.whl', false],
    ['https://example.org/one-1.0.tar.gz#sha256=0', false],
    ['https://example.org/one-1.0.conda', false],
    ['git+https://github.com/owner/repository', false],
    ['one @ https://example.org/one.zip', false],
    ['https://example.org/a\nhttps://example.org/b', false],
    ['numpy', false],
  ])('%j is the URL of a file: %s', (text, isOne) => {
    expect(addressIn(text) !== undefined).toBe(isOne);
  });
});

describe('The URL', () => {
  const hosts = ['Example.org', 'git.example:8443', '10.0.0.5'];

  it.each([
    'https://example.org/a',
    'https://EXAMPLE.org:443/a',
    'https://git.example:8443/a',
    'https://10.0.0.5/a',
  ])('%s is asked, since the site names its host', (given) => {
    expect(checkedAddress(given, hosts).protocol).toBe('https:');
  });

  it.each([
    ['https://other.example/a', 'address-host'],
    ['https://sub.example.org/a', 'address-host'],
    ['https://example.org.other.example/a', 'address-host'],
    ['https://example.org:8443/a', 'address-host'],
    ['https://git.example/a', 'address-host'],
    ['https://127.0.0.1/a', 'address-host'],
    ['https://2130706433/a', 'address-host'],
    ['https://[::1]/a', 'address-host'],
    ['https://169.254.169.254/latest', 'address-host'],
    ['http://example.org/a', 'address-refused'],
    ['file:///etc/passwd', 'address-refused'],
    ['https://user:s3cret@example.org/a', 'address-refused'],
    ['https://user@example.org/a', 'address-refused'],
    ['https://example.org/a?token=s3cret', 'address-refused'],
    ['https://', 'address-refused'],
  ])('%s is refused', (given, code) => {
    expect(() => checkedAddress(given, hosts)).toThrow(
      expect.objectContaining({ code, message: expect.not.stringContaining('s3cret') }),
    );
  });

  it('of a host that the site does not name is refused with the setting', () => {
    expect(() => checkedAddress('https://other.example/a', [])).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('`intake.hosts`') }),
    );
  });
});

describe('The page of a repository', () => {
  it.each([
    ['https://github.com/owner/repo', 'https://github.com/owner/repo/archive/HEAD.zip'],
    ['https://github.com/owner/repo.git', 'https://github.com/owner/repo/archive/HEAD.zip'],
    ['https://github.com/owner/repo/tree/main', 'https://github.com/owner/repo/archive/main.zip'],
    ['https://github.com/owner/repo/blob/main/a/b.txt', 'https://github.com/owner/repo/raw/main/a/b.txt'],
    [
      'https://gitlab.com/group/sub/repo',
      'https://gitlab.com/api/v4/projects/group%2Fsub%2Frepo/repository/archive.zip',
    ],
    [
      'https://gitlab.com/group/repo.git',
      'https://gitlab.com/api/v4/projects/group%2Frepo/repository/archive.zip',
    ],
    [
      'https://git.example/group/repo/-/tree/v1',
      'https://git.example/api/v4/projects/group%2Frepo/repository/archive.zip?sha=v1',
    ],
    ['https://gitlab.com/group/repo/-/blob/main/a.txt', 'https://gitlab.com/group/repo/-/raw/main/a.txt'],
    [
      'https://gist.github.com/owner/0123456789abcdef0123',
      'https://gist.github.com/owner/0123456789abcdef0123/raw',
    ],
    ['https://github.com/owner/tool.py/', 'https://github.com/owner/tool.py/archive/HEAD.zip'],
    ['https://gitlab.com/group/repo/-/raw/main/a.txt', 'https://gitlab.com/group/repo/-/raw/main/a.txt'],
    ['https://example.org/course/environment.yml', 'https://example.org/course/environment.yml'],
    ['https://raw.example/owner/repo/main/a.txt', 'https://raw.example/owner/repo/main/a.txt'],
    ['https://example.org/requirements.txt', 'https://example.org/requirements.txt'],
  ])('%s has its files at %s', (page, file) => {
    expect(fileAddress(new URL(page)).href).toBe(file);
  });
});
