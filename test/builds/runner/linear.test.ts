import { describe, it } from 'vitest';
import { createLineReader } from '../../../src/builds/runner/output/clean-line.js';
import { createMasker } from '../../../src/builds/runner/output/mask-secrets.js';
import { parseSgr } from '../../../src/shared/terminal-colours.js';
import { expectLinear, repeated } from '../../support/cpu-time.js';

const pieces = [
  ...[
    'A',
    ' ',
    '\t',
    'm',
    '/',
    '@',
    ':',
    '://',
    '://a',
    '://a@',
    '//a:b@',
    'https//',
    '/t/',
    '%2',
    '?token',
    'key=',
  ],
  ...[
    'authorization',
    'authorization: ',
    '\r',
    'A\r',
    '\b',
    'A\b',
    'm\b',
    's3cret-valu',
    's3cret-value',
    's\n',
  ],
  ...[
    '\x1b',
    '\x1b[',
    '\x1b[1',
    '\x1b[38;',
    '38;',
    '\x1b[31m',
    '\x1b]8;;',
    '\x1b]',
    '\x1b\\',
    '\x9b',
    '\x9b1',
    '\x90',
    '\x90A',
  ],
];
const masker = createMasker(['s3cret-value', 'AAAAAAAAAAAAAAAA', 'another-secret']);

const readers: Record<string, (text: string) => unknown> = {
  'the reader of lines': (text) => {
    const reader = createLineReader({ mask: ['s3cret-value'] });
    return [reader.push(Buffer.from(text)), reader.tick(), reader.end()];
  },
  'the masker of a line': masker.mask,
  'the masker of an open line': masker.maskBeginning,
  'the reader of colours': parseSgr,
};

describe.each(Object.entries(readers))('%s takes linear time', (_, read) => {
  it.each(pieces)('for a line full of %j', (piece) => {
    expectLinear(read, repeated(piece), 25_000);
    expectLinear(read, repeated(piece, 'https://\x1b['), 25_000);
  });
});
