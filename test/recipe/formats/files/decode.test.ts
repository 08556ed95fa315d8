import { describe, expect, it } from 'vitest';
import { decodeFile, FILE_MOST } from '../../../../src/recipe/formats/files/decode.js';

const decode = (bytes: Uint8Array) => decodeFile({ name: 'f.txt', bytes });
const utf16le = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('decodeFile', () => {
  it.each([
    ['UTF-8', Buffer.from('six é')],
    ['UTF-8 with a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('six é')])],
    ['UTF-16 as PowerShell writes it', utf16le('six é')],
    ['UTF-16 with the high byte first', Buffer.from(utf16le('six é')).swap16()],
  ])('reads %s', (_, bytes) => {
    expect(decode(bytes)).toBe('six é');
  });

  it('normalises line ends', () => {
    expect(decode(Buffer.from('a\r\nb\rc\n'))).toBe('a\nb\nc\n');
  });

  it.each([
    ['file-not-text', Buffer.from([0x73, 0xe9, 0x20])],
    ['file-not-text', Buffer.from('a\0b')],
    ['file-not-text', Buffer.from('six', 'utf16le')],
    ['file-not-text', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from([0x00, 0xd8, 0x61, 0x00])])],
    ['file-too-large', Buffer.alloc(FILE_MOST + 1, 0x20)],
  ])('refuses as %s', (code, bytes) => {
    expect(() => decode(bytes)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining('f.txt') }),
    );
  });
});
