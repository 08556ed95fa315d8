import { describe, expect, it } from 'vitest';
import { userErrorsOf } from '../../../src/base/errors.js';
import { fileOption } from '../../../src/cli/recipe/recipe-options.js';
import { formats, readFile } from '../../../src/recipe/formats/index.js';
import { makeHome } from '../../support/home.js';
import { serveHome } from '../../support/web.js';

const all = Object.values(formats);
const page = (await (await serveHome(makeHome({ shared: true }), { shared: true })).ask('/')).text;

it('The registry of formats has each under its own id', () => {
  expect(all.map(({ id }) => id)).toEqual(Object.keys(formats));
});

describe.each(all)('$id', ({ label, hasContent, hasName, read }) => {
  it('is offered by the page and the command line, and named if a file has no known format', () => {
    expect(page).toContain(label);
    expect(fileOption.description).toContain(label);
    expect(hintOf(() => readFile({ name: 'data.bin', bytes: Buffer.from('?') }))).toContain(label);
  });

  it('does not claim a file that it cannot know', () => {
    for (const text of ['', '?', 'A sentence of text.\n']) expect(hasContent(text)).toBe(false);
    expect(hasName('data.bin')).toBe(false);
  });

  it('refuses another format with a user error, not an exception', () => {
    for (const text of ['', '[', '\t', '- - -'])
      expect(
        hintOf(() => read({ name: 'given', text })),
        text,
      ).not.toBe('');
  });
});

/** The hints of what a call refuses. */
function hintOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return userErrorsOf(error)
      .map(({ hint }) => hint)
      .join('\n');
  }
  return '';
}
