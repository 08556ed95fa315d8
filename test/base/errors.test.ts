import { describe, expect, it } from 'vitest';
import { collect, RequestErrors, UserError, userErrorsOf } from '../../src/base/errors.js';
import { messages } from '../../src/base/messages/index.js';

/** A placeholder for any fact of this name: a text that is also a list with one entry. */
const factNames = new Proxy({}, { get: (_, name) => [String(name).toUpperCase()] });

type AnySay = (facts: object) => { message: string; hint: string };

const rows = Object.entries(messages).map(([code, { exit, say }]) => {
  return { code, exit, ...(say as unknown as AnySay)(factNames) };
});

const ended = (sentence: string) => (sentence.endsWith('?') ? sentence : `${sentence}.`);

describe('The table of errors', () => {
  it('is printed whole in docs/errors.md (`npx vitest run --project unit test/base/errors.test.ts --update` writes it)', async () => {
    const lines = rows.map(
      ({ code, exit, message, hint }) => `| \`${code}\` | ${exit} | ${message}. ${ended(hint)} |`,
    );
    const page = `# Error messages

Each error has a stable code, and the same message and hint on every page and on the command line. Words in capitals are
placeholders for values. *Exit* is the exit status of the command line: 1 an operation failed, 2 the request is wrong, 3
the request is refused.

| code | exit | message and hint |
|---|---|---|
${lines.join('\n')}
`;
    expect(page).not.toMatch(/NaN|\?\.|``|undefined| {2}/);
    await expect(page).toMatchFileSnapshot('../../docs/errors.md');
  });

  it.each(rows)(
    '$code says what happened and what to do, without messages that blame or beg',
    ({ message, hint }) => {
      expect(message).toMatch(/^[A-Z`]/);
      expect(hint).toMatch(/^[A-Z`]/);
      expect(`${message} ${hint}`).not.toMatch(/\b(invalid|please|simply|oops|error)\b/i);
      expect(`${message}${hint}`).not.toMatch(/\.$|undefined|\[object/);
    },
  );
});

describe('UserError', () => {
  it('is data with its messages, for pages and `--json`', () => {
    const error = new UserError('kernel-unknown', { name: 'climat', nearest: 'climate' }, 'name');
    expect(error.toJSON()).toEqual({
      code: 'kernel-unknown',
      message: 'You have no kernel `climat`',
      hint: 'Did you mean `climate`?',
      field: 'name',
    });
  });

  it('shortens given values, so that a huge one does not fill the page', () => {
    expect(new UserError('kernel-unknown', { name: 'x'.repeat(10_000) }).message.length).toBeLessThan(120);
  });
});

describe('RequestErrors', () => {
  const wrong = new UserError('name-empty', { given: '' }, 'name');
  const refused = new UserError('modules-missing', {}, 'modules');

  it('has exit status 2 if a value is wrong, and 3 if every error is a refusal', () => {
    expect(new RequestErrors([refused, wrong]).exit).toBe(2);
    expect(new RequestErrors([refused]).exit).toBe(3);
  });

  it('are collected from checks, while an internal error is thrown', () => {
    const errors: UserError[] = [];
    const check = (error: Error) => () => {
      throw error;
    };
    expect(collect(errors, () => 'value')).toBe('value');
    collect(errors, check(wrong));
    collect(errors, check(new RequestErrors([refused, wrong])));
    expect(errors).toEqual([wrong, refused, wrong]);
    expect(() => collect(errors, check(new TypeError('ours')))).toThrow(TypeError);
    expect(userErrorsOf(new TypeError('ours'))).toEqual([]);
  });
});
