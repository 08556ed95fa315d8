import { describe, expect, it } from 'vitest';
import { parseSgr } from '../../src/shared/terminal-colours.js';
import fc from '../support/properties.js';

describe('Colours of a terminal become runs with classes', () => {
  it.each([
    ['plain text', 'numpy', [['numpy', '']]],
    ['nothing', '', []],
    [
      'a colour',
      '\x1b[31mred\x1b[0m plain',
      [
        ['red', 'sgr-red'],
        [' plain', ''],
      ],
    ],
    ['a bright colour', '\x1b[92mok', [['ok', 'sgr-bright-green']]],
    [
      'a background',
      '\x1b[44mon blue\x1b[49m off',
      [
        ['on blue', 'sgr-on-blue'],
        [' off', ''],
      ],
    ],
    ['several codes at once', '\x1b[1;4;35mx', [['x', 'sgr-bold sgr-underline sgr-magenta']]],
    [
      'an empty reset',
      '\x1b[1mx\x1b[my',
      [
        ['x', 'sgr-bold'],
        ['y', ''],
      ],
    ],
    [
      'the end of bold and dim',
      '\x1b[1;2;36mx\x1b[22my',
      [
        ['x', 'sgr-bold sgr-dim sgr-cyan'],
        ['y', 'sgr-cyan'],
      ],
    ],
    [
      'the default colour',
      '\x1b[33mx\x1b[39my',
      [
        ['x', 'sgr-yellow'],
        ['y', ''],
      ],
    ],
    ['one of the first 16 of 256 colours', '\x1b[38;5;9mx', [['x', 'sgr-bright-red']]],
    ['one of the cube of 256 colours, as the nearest', '\x1b[38;5;46mx', [['x', 'sgr-bright-green']]],
    ['a grey of 256 colours', '\x1b[38;5;232mx', [['x', 'sgr-black']]],
    [
      'red, green and blue, and what follows',
      '\x1b[48;2;0;0;255;1mx',
      [['x', 'sgr-bold sgr-on-bright-blue']],
    ],
    ['red, green and blue between colons', '\x1b[38:2:200:0:0mx', [['x', 'sgr-bright-red']]],
  ])('%s', (_, line, runs) => {
    expect(parseSgr(line).map(({ text, classes }) => [text, classes])).toEqual(runs);
  });
});

describe('Everything else that a terminal would obey is dropped', () => {
  it.each([
    ['a movement of the cursor', 'a\x1b[2Kb\x1b[10;5Hc', 'abc'],
    ['a title', 'a\x1b]0;title\x07b', 'ab'],
    ['a link', '\x1b]8;;https://example.org\x1b\\text\x1b]8;;\x1b\\', 'text'],
    ['an unknown colour code', '\x1b[77mx', 'x'],
    ['a colour that is not whole', 'x\x1b[38;5m', 'x'],
    ['a lone escape at the end', 'x\x1b', 'x'],
  ])('%s', (_, line, text) => {
    expect(
      parseSgr(line)
        .map((run) => run.text)
        .join(''),
    ).toBe(text);
  });

  it('whatever comes, no escape and no class of a stranger is left', () => {
    const piece = fc.oneof(
      fc.constantFrom('\x1b', '\x1b[', '38;5;', '48;2;', 'm', ';', '"', '<'),
      fc.string(),
      fc.nat(300).map(String),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        for (const { text, classes } of parseSgr(pieces.join(''))) {
          expect(text).not.toContain('\x1b');
          expect(classes).toMatch(/^(sgr-[a-z-]+( |$))*$/);
        }
      }),
    );
  });
});
