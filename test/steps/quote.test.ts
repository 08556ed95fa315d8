import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { markFor, quoteCommand, quoteDocument, quoteVariable, quoteWord } from '../../src/steps/quote.js';
import fc from '../support/properties.js';

function bash(script: string): string {
  return execFileSync('bash', ['--noprofile', '--norc'], {
    input: script,
    env: { PATH: '/usr/bin:/bin' },
    encoding: 'utf8',
  });
}

/** Any text that a program can get as an argument: no NUL. */
const word = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll('\0', ''));

describe('a word', () => {
  it.each([
    ['numpy', 'numpy'],
    ['--index-url=https://x/simple', '--index-url=https://x/simple'],
    ['', "''"],
    ['two words', "'two words'"],
    ["it's", "'it'\\''s'"],
    ['$HOME', "'$HOME'"],
    ['numpy>=1.20', "'numpy>=1.20'"],
    ['~/x', "'~/x'"],
    ['A=b', 'A=b'],
    ['=1.20', "'=1.20'"],
    ['a\nb', "'a\nb'"],
    ['{connection_file}', "'{connection_file}'"],
    ['*', "'*'"],
    ['!x', "'!x'"],
    ['été', "'été'"],
    ['\x1b]8;;x\x07', "$'\\033]8;;x\\007'"],
    ["it's \x9b1m\\", "$'it\\'s \\302\\2331m\\\\'"],
    ['\u202etxt', "$'\\342\\200\\256txt'"],
  ])('%j is written %s', (text, quoted) => {
    expect(quoteWord(text)).toBe(quoted);
  });

  it('is unchanged by bash, whatever it contains', () => {
    const words = [...fc.sample(word, 500), '\x1b[2J\x07\r', "\x9b'\\n", '\u2066a\\'];
    const script = words.map((each) => `printf '%s\\0' ${quoteWord(each)}`).join('\n');
    expect(bash(script).split('\0').slice(0, -1)).toEqual(words);
  });

  it('stays one word in a command, and never an assignment or a redirection', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const shown = bash(quoteCommand(['printf', '%s\\0', 'first', ...words]));
        expect(shown.split('\0').slice(0, -1)).toEqual(['first', ...words]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a variable', () => {
  it('has its value, whatever that contains', () => {
    fc.assert(
      fc.property(word, (value) => {
        expect(bash(`${quoteVariable(['NAME', value])} printenv NAME`)).toBe(`${value}\n`);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a document', () => {
  const written = (text: string) => bash(`{ ${quoteDocument(text, '/dev/stdout')}\n} | cat`);

  it('is unchanged by bash, whatever it contains', () => {
    fc.assert(
      fc.property(fc.array(word), (lines) => {
        const text = lines.map((line) => `${line}\n`).join('');
        expect(written(text)).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['that has the end mark in it', 'a\nEND\nEND_\nb\n'],
    ['that is empty', ''],
    ['with what bash would fill in', '$HOME `id` \\ $(id)\n'],
  ])('%s', (_, text) => {
    expect(written(text)).toBe(text);
  });

  it('has an end mark that does not occur as a line in it', () => {
    expect(markFor('END\nEND_\n', 'END')).toBe('END__');
  });
});
