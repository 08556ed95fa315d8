import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import {
  type CleanLine,
  createLineReader,
  secretValues,
} from '../../../../src/builds/runner/output/clean-line.js';
import fc from '../../../support/properties.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const texts = (lines: CleanLine[]): string[] => lines.map((line) => line.text);

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Bytes of this process that something still refers to: what is not collected yet depends on what ran before. */
function inUse(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** What the reader returns for the output, with `|` where the caller ticks. */
function read(output: string, options: { mask?: string[]; most?: number } = {}): CleanLine[] {
  const reader = createLineReader({ mask: [], ...options });
  const lines = output
    .split('¦')
    .flatMap((part, index) => [...(index > 0 ? reader.tick() : []), ...reader.push(bytes(part))]);
  return [...lines, ...reader.end()];
}

/** The lines that a page shows, without replaced ones. */
function page(lines: CleanLine[]): string[] {
  return lines.reduce<string[]>(
    (shown, { text, replaces }) => [...(replaces ? shown.slice(0, -1) : shown), text],
    [],
  );
}

describe('bytes', () => {
  it('joins a character that is split between two chunks', () => {
    const reader = createLineReader({ mask: [] });
    const euro = bytes('5 €\n');
    expect([...reader.push(euro.slice(0, 3)), ...reader.push(euro.slice(3))]).toEqual([
      { text: '5 €', replaces: false },
    ]);
  });

  it('shows bytes that are not UTF-8 as U+FFFD', () => {
    const reader = createLineReader({ mask: [] });
    expect(texts(reader.push(Uint8Array.of(0x61, 0xff, 0x62, 0x0a)))).toEqual(['a\ufffdb']);
  });

  it('give the same page however they are split', () => {
    const output = bytes(
      'é\x1b[31mred\x1b[0m\r50 %\r100 %\r\n\x1b]0;title\x07a\b\bwith https://u:p@host/\nend',
    );
    const whole = page([...createLineReader({ mask: [] }).push(output), { text: 'end', replaces: false }]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: output.length }), { maxLength: 8 }), (cuts) => {
        const reader = createLineReader({ mask: [] });
        const edges = [0, ...cuts.sort((one, other) => one - other), output.length];
        const lines = edges
          .slice(1)
          .flatMap((edge, index) => [...reader.push(output.slice(edges[index], edge)), ...reader.tick()]);
        expect(page([...lines, ...reader.end()])).toEqual(whole);
      }),
    );
  });
});

describe('what a terminal shows', () => {
  it.each([
    ['lines end at a line feed', 'one\ntwo\n', ['one', 'two']],
    ['an empty line stays', 'one\n\ntwo\n', ['one', '', 'two']],
    ['the last line needs no end', 'one\ntwo', ['one', 'two']],
    ['a carriage return and a line feed are one end', 'one\r\ntwo\r\n', ['one', 'two']],
    ['a bar is its last state', ' 10 %\r 50 %\r100 %\ndone\n', ['100 %', 'done']],
    ['a bar that wipes itself out keeps its last state', '50 %\r100 %\r     \r\ndone\n', ['100 %', 'done']],
    ['text takes the place of a wiped bar', '50 %\r      \rdone\n', ['done']],
    ['backspaces take characters away', 'Solving: | \b\b/ \b\b- \b\bdone\n', ['Solving: done']],
    ['a backspace takes a whole character away', 'a😀\bb\n', ['ab']],
    ['a backspace at the beginning does nothing', '\b\ba\n', ['a']],
    ['a backspace leaves colours', '|\x1b[0m\b/\n', ['\x1b[0m/']],
    ['tabs stay', 'a\tb\n', ['a\tb']],
    ['colours stay', '\x1b[1;31mred\x1b[0m\n', ['\x1b[1;31mred\x1b[0m']],
    ['cursor movement goes', 'a\x1b[2K\x1b[1Ab\x1b[?25l\n', ['ab']],
    ['titles go', '\x1b]0;title\x07a\x1b]2;title\x1b\\b\n', ['ab']],
    ['hyperlinks leave their text', '\x1b]8;;https://host/\x1b\\link\x1b]8;;\x1b\\\n', ['link']],
    ['device strings go', 'a\x1bP1$r0m\x1b\\b\x1b_x\x1b\\c\n', ['abc']],
    ['short escapes go', '\x1b7a\x1b(Bb\x1bc\x1b>\n', ['ab']],
    ['8-bit sequences go', 'a\x9b2Jb\x9d0;title\x9cc\n', ['abc']],
    ['settings that only look like colours go', 'a\x1b[>4;2mb\n', ['ab']],
    ['an unended sequence ends with its line', 'a\x1b]0;title\nb\x1b[3\nc\n', ['a', 'b', 'c']],
    ['other control characters go', 'a\x00\x07\x0bb\x7f\x85\n', ['ab']],
    ['turned writing is spelt out', 'a\u202eb\u2066c\n', ['a<U+202E>b<U+2066>c']],
    ['markup is text like any other', '<script>alert(1)</script>\n', ['<script>alert(1)</script>']],
  ])('%s', (_, output, expected) => {
    expect(read(output)).toEqual(expected.map((text) => ({ text, replaces: false })));
  });

  it('includes a sequence that is split between chunks', () => {
    expect(texts(read('a\x1b¦[2¦Kb\x1b]0;ti¦tle\x1b¦\\c\n')).at(-1)).toBe('abc');
  });
});

describe('the incomplete line', () => {
  it('is returned once per tick, and replaced as it changes', () => {
    expect(read('10 %\r20 %¦\r30 %\r40 %¦\r50 %\n')).toEqual([
      { text: '20 %', replaces: false },
      { text: '40 %', replaces: true },
      { text: '50 %', replaces: true },
    ]);
  });

  it('is not returned again if it has not changed', () => {
    expect(read('working¦¦¦\nnext\n')).toEqual([
      { text: 'working', replaces: false },
      { text: 'next', replaces: false },
    ]);
  });

  it('is not returned while it is blank', () => {
    expect(read('¦  ¦\x1b[0m¦\x1b[2Ka\n')).toEqual([{ text: '  \x1b[0ma', replaces: false }]);
  });

  it('keeps its last state when it is erased', () => {
    expect(page(read('100 %¦\r     ¦\rdone\n'))).toEqual(['done']);
    expect(page(read('100 %¦\r     ¦\r\n'))).toEqual(['100 %']);
  });
});

describe('long lines', () => {
  it('are cut, with a note', () => {
    expect(texts(read(`${'x'.repeat(4010)}\n`))).toEqual([`${'x'.repeat(4000)} … 10 characters left out`]);
  });

  it('are not cut within a character or a colour', () => {
    expect(texts(read('abc😀d\n', { most: 4 }))).toEqual(['abc … 3 characters left out']);
    expect(texts(read('abc\x1b[31md\n', { most: 6 }))).toEqual(['abc … 6 characters left out']);
  });

  it('count the characters that were never kept', () => {
    const reader = createLineReader({ mask: [], most: 10 });
    const chunk = bytes('x'.repeat(100_000));
    for (let count = 0; count < 100; count++) reader.push(chunk);
    expect(texts(reader.end())).toEqual([`${'x'.repeat(10)} … 9999990 characters left out`]);
  });

  it.each([
    ['without an end', 'x'],
    ['that is an escape sequence', '\x1b]0;x'],
    ['of colours', '\x1b[31m'],
    ['of backspaces', 'x\b'],
  ])('do not fill the memory: megabytes of one %s', (_, text) => {
    const reader = createLineReader({ mask: ['secret'] });
    const chunk = bytes(text.repeat(Math.ceil(65_536 / text.length)).slice(0, 65_536));
    const before = inUse();
    for (let count = 0; count < 100; count++) reader.push(chunk);
    expect(inUse() - before).toBeLessThan((100 * chunk.length) / 2);
    expect(texts(reader.tick()).join('').length).toBeLessThan(5_000);
  });
});

describe('secrets', () => {
  it.each([
    ['a given value', 'the value s3cr3t+. is here\n', 'the value *** is here'],
    ['a value that is split over chunks', 'the value s3c¦r3t+. is here\n', 'the value *** is here'],
    ['a value with a colour inside', 's3\x1b[1mcr3t+.\n', '***'],
    ['each line of a value of several lines', 'got line two!\n', 'got ***'],
    [
      'the user and password of a URL',
      'from https://user:p@ss@host/simple\n',
      'from https://***@host/simple',
    ],
    ["a token that is a URL's user", 'git+https://token@host/x.git\n', 'git+https://***@host/x.git'],
    [
      'a token in the query',
      'GET https://host/x?a=1&access_token=abc&b=2\n',
      'GET https://host/x?a=1&access_token=***&b=2',
    ],
    ['a token in a channel', 'https://host/t/abc-123/channel\n', 'https://host/t/***/channel'],
    ['an authorisation header', '> Authorization: Basic dXNlcjpw\n', '> Authorization: ***'],
    [
      'a header in a dictionary',
      "{'authorization': 'Bearer abc', 'x': 1}\n",
      "{'authorization': '***', 'x': 1}",
    ],
  ])('%s is masked', (_, output, expected) => {
    expect(texts(read(output, { mask: ['s3cr3t+.', 'line one!\nline two!'] })).at(-1)).toBe(expected);
  });

  it.each([
    ['an address without a user', 'https://host/a@1.0\n'],
    ['a value too short to tell', 'abc\n'],
  ])('%s stays', (_, output) => {
    expect(texts(read(output, { mask: ['abc'] }))).toEqual([output.trim()]);
  });

  it.each([
    ['a given value', 'the s3cr', 'et\n'],
    ['a password in a URL', 'https://user:s3cr', 'et@host\n'],
  ])('are not shown in part by a tick: %s', (_, first, second) => {
    const lines = read(`${first}¦${second}`, { mask: ['s3cret'] });
    expect(texts(lines).join('\n')).not.toContain('s3c');
  });

  it('are masked where the line is cut', () => {
    const lines = read(`${'x'.repeat(7)}s3cret${'y'.repeat(2000)}\n`, { mask: ['s3cret'], most: 10 });
    expect(texts(lines)[0]).toMatch(/^x{7}\*\*\* … \d+ characters left out$/);
  });

  it('are the values of variables with names of secrets', () => {
    const variables = {
      API_TOKEN: 'token-1',
      db_password: 'password-1',
      SSH_KEY: 'key-1',
      AWS_SECRET: 'secret-1',
      MY_CREDENTIALS: 'credential-1',
      PATH: '/usr/bin',
      SHORT_KEY: 'abc',
    };
    expect(secretValues(variables)).toEqual(['token-1', 'password-1', 'key-1', 'secret-1', 'credential-1']);
  });

  it('are the passwords in URLs in all other variables, as written and decoded', () => {
    const variables = {
      https_proxy: 'http://ada:hun%20ter@proxy:3128',
      http_proxy: 'ada:without-scheme@proxy:3128',
      no_proxy: 'localhost,host:3128',
    };
    expect(secretValues(variables)).toEqual(['hun%20ter', 'hun ter', 'without-scheme']);
  });
});
