import { describe, expect, it } from 'vitest';
import { inlineHtml, inlineParts } from '../../src/shared/inline-text.js';
import fc from '../support/properties.js';

describe('The little markup of sentences', () => {
  it.each([
    ['code', 'Choose `uv`', 'Choose <code>uv</code>'],
    ['emphasis', 'Go to *Create* now', 'Go to <em>Create</em> now'],
    ['a version with stars inside code', 'Write `numpy==1.*`', 'Write <code>numpy==1.*</code>'],
    ['a lone backtick and a lone star', 'a ` b * c', 'a ` b * c'],
    ['a multiplication', '2 * 3 * 4', '2 * 3 * 4'],
    ['HTML', '<b>`<i>`</b>', '&lt;b&gt;<code>&lt;i&gt;</code>&lt;/b&gt;'],
    ['quotes', '"\'&', '&#34;&#39;&amp;'],
    ['nothing', '', ''],
  ])('%s', (_, sentence, html) => {
    expect(inlineHtml(sentence)).toBe(html);
  });

  it('loses no character but its own marks', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '`', '*', '<', '&') }), (sentence) => {
        const marked = inlineParts(sentence).map(({ kind, text }) => {
          const mark = { text: '', code: '`', em: '*' }[kind];
          return `${mark}${text}${mark}`;
        });
        expect(marked.join('')).toBe(sentence);
      }),
    );
  });
});
