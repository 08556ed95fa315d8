import { describe, expect, it } from 'vitest';
import { collect, type UserError } from '../../../src/base/errors.js';
import { understand } from '../../../src/cli/commands/recipes/understand.js';
import { givenText } from '../../../src/reading/given-text.js';
import { sureness } from '../../../src/reading/reader.js';
import { formats } from '../../../src/recipe/formats/index.js';
import { requestOf } from '../../../src/recipe/intake/request/make-request.js';
import { makeHome } from '../../support/home.js';
import { serveHome } from '../../support/web.js';

const all = Object.values(formats);
const page = (await (await serveHome(makeHome({ shared: true }), { shared: true })).ask('/')).text;

it('The registry of formats has each under its own id', () => {
  expect(all.map(({ id }) => id)).toEqual(Object.keys(formats));
});

describe.each(all)('$id', ({ id, label, recognizes }) => {
  it('is offered by the page and the command line', () => {
    expect(page).toContain(label);
    expect(understand.arguments[0]?.description).toContain(label);
  });

  it('does not claim a file that it cannot know', () => {
    for (const text of ['', '?', 'A sentence of text.\n'])
      expect(recognizes(givenText(text, 'data.bin'))).toBe(sureness.no);
  });

  it('finds no package in another format, and throws only user errors', () => {
    for (const text of ['', '[', '\t', '- - -']) expect(understandAs(id, text).packages, text).toEqual([]);
  });
});

/** The request of a reader that is given a text of another kind. */
function understandAs(id: string, text: string) {
  const errors: UserError[] = [];
  const found = collect(errors, () => formats[id]?.read(givenText(text, 'given'), { others: [] }));
  return requestOf(found ?? []);
}
