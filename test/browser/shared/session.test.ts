import { describe, expect, it } from 'vitest';
import { answerOf, type ContentKind, type Failure, jsonOf } from '../../../src/browser/shared/session.js';
import { has, text } from '../../../src/shared/json-checks.js';

const answer = (status: number, type: string) =>
  new Response('', { status, headers: { 'content-type': type } });
const json = 'application/json; charset=utf-8';
const html = 'text/html; charset=utf-8';

describe('An answer to a script', () => {
  it.each<[string, Response, ContentKind, Failure | 'answer']>([
    ['data', answer(200, json), 'application/json', 'answer'],
    ['a stream', answer(200, 'text/event-stream; charset=utf-8'), 'text/event-stream', 'answer'],
    ['an error of the app', answer(404, json), 'application/json', 'answer'],
    ['a page that is too old', answer(403, json), 'application/json', 'answer'],
    ['a login page with 200', answer(200, html), 'application/json', 'logged-out'],
    ['a login page for a stream', answer(200, html), 'text/event-stream', 'logged-out'],
    ['a portal that wants a login', answer(401, html), 'application/json', 'logged-out'],
    ['a portal that wants one of its programs', answer(401, json), 'application/json', 'logged-out'],
    ['a portal that refuses', answer(403, html), 'application/json', 'logged-out'],
    ['a proxy without the app', answer(502, html), 'application/json', 'lost'],
    ['a portal that has stopped the user’s nginx', answer(404, html), 'application/json', 'lost'],
  ])('is understood: %s', (_what, response, wanted, expected) => {
    const is = answerOf(response, wanted);
    expect(is instanceof Response ? 'answer' : is).toBe(expected);
  });
});

describe('The JSON of an answer', () => {
  const isWanted = has<{ name: string }>({ name: text });

  it.each([
    ['{"name":"x","more":1}', { name: 'x', more: 1 }],
    ['{"name":1}', undefined],
    ['{"name":', undefined],
    ['', undefined],
  ])('%s is read through its check', async (body, value) => {
    expect(await jsonOf(new Response(body), isWanted)).toEqual(value);
  });

  it('is none if the connection ends within it', async () => {
    const body = new ReadableStream({ start: (stream) => stream.error(new Error('reset')) });
    expect(await jsonOf(new Response(body), isWanted)).toBeUndefined();
  });
});
