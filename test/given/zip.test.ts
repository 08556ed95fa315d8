import { describe, expect, it } from 'vitest';
import { filesIn } from '../../src/given/unpack.js';
import { textOfFile } from '../../src/recipe/formats/files/decode.js';
import { understandTexts } from '../../src/recipe/intake/understand.js';
import { type Zipped, zip } from '../support/zip.js';

async function read(bytes: Uint8Array) {
  const files = await filesIn({ name: 'project.zip', bytes });
  const { packages, notes, problems } = understandTexts(files.map(textOfFile));
  return {
    packages: packages.map(({ spec, file }) => `${file}: ${spec.text}`),
    notes: notes.map(({ text }) => text),
    problems,
  };
}

const list = { name: 'requirements.txt', text: 'numpy\n' };
const MEGABYTE = 1_000_000;

describe('A zip archive', () => {
  it.each<[string, string]>([
    ['of the files of a folder', ''],
    ['with the folder in it, as a host of repositories makes it', 'project-main/'],
  ])('%s gives what the folder asks for', async (_, top) => {
    const made = zip([
      ...(top ? [{ name: top }] : []),
      { name: `${top}README.md`, text: 'Text' },
      { name: `${top}binder/requirements.txt`, text: '-r ../base.txt\nnumpy\n' },
      { name: `${top}base.txt`, text: 'six\n' },
      { name: '__MACOSX/._requirements.txt', text: '\0' },
    ]);
    const { packages, notes, problems } = await read(made);
    expect(packages).toEqual(['binder/requirements.txt: numpy', 'base.txt: six']);
    expect(notes).toContain(
      'Of the folder `project`, these files were read: `binder/requirements.txt`, `base.txt`',
    );
    expect(problems).toEqual([]);
  });

  it('gives nothing of links and of archives in it', async () => {
    const made = zip([
      list,
      { name: 'postBuild', text: '/etc/passwd', link: true },
      { name: 'more.zip', text: 'PK' },
    ]);
    expect((await read(made)).notes).toEqual(
      expect.arrayContaining([
        '`postBuild` was left out: it is a link',
        '`more.zip` was left out: it is an archive in an archive',
      ]),
    );
  });

  it('is read however large its other files are', async () => {
    const data = { name: 'data.csv', text: '0'.repeat(6 * MEGABYTE) };
    expect((await read(zip([list, data]))).packages).toEqual(['requirements.txt: numpy']);
  });

  it.each<[string, Zipped[], string, string]>([
    ['a name above it', [list, { name: '../x.py' }], 'archive-refused', '`../x.py` leads out of it'],
    [
      'a name above it, of Windows',
      [list, { name: '..\\x.py' }],
      'archive-refused',
      '`../x.py` leads out of it',
    ],
    ['an absolute name', [list, { name: '/etc/x.py' }], 'archive-refused', '`/etc/x.py` leads out of it'],
    ['a name of a drive', [list, { name: 'C:/x.py' }], 'archive-refused', '`C:/x.py` leads out of it'],
    [
      'an encrypted entry',
      [{ ...list, encrypted: true }],
      'archive-refused',
      '`requirements.txt` is encrypted',
    ],
    ['the same name twice', [list, list], 'archive-refused', '`requirements.txt` twice'],
    [
      'a list that is larger than it says',
      [{ ...list, text: '#'.repeat(8 * MEGABYTE), size: 100 }],
      'archive-refused',
      'is larger than it says',
    ],
    [
      'a list that is too large',
      [{ ...list, text: '#'.repeat(6 * MEGABYTE) }],
      'file-too-large',
      'larger than 5 MB',
    ],
    [
      'too much code',
      Array.from({ length: 11 }, (_, n) => ({ name: `${n}.py`, text: '#', size: 4.9 * MEGABYTE })),
      'folder-too-large',
      'very large ones',
    ],
    [
      'too many entries',
      Array.from({ length: 10_001 }, (_, n) => ({ name: `${n}` })),
      'archive-refused',
      'more than 10000 entries',
    ],
    ['no list and no code', [{ name: 'data.csv' }], 'folder-names-nothing', '`project`'],
    ['nothing', [], 'folder-names-nothing', '`project`'],
  ])('with %s is refused', async (_, entries, code, words) => {
    await expect(read(zip(entries))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });

  it('that is cut off or damaged is refused', async () => {
    const whole = zip([{ ...list, text: 'numpy\n'.repeat(100) }]);
    const changed = Buffer.from(whole);
    changed.fill(0xff, 46, 54);
    for (const bytes of [whole.subarray(0, -30), whole.subarray(0, 10), changed])
      await expect(read(bytes)).rejects.toMatchObject({ code: 'archive-refused' });
  });
});
