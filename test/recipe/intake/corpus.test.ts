/**
 * Texts as people give them, each with what a careful person would take from it. Beside each `NAME.text` in
 * `test/fixtures/corpus/` is `NAME.json`: parts of what `create-kernel understand --json` prints. `given_as` is the name
 * of the file; without it, the text was pasted. What it does not name must be absent, except language and manager.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { appRoot } from '../../../src/base/program.js';
import { givenText } from '../../../src/reading/given-text.js';
import { understoodJson } from '../../../src/recipe/intake/to-json.js';
import { understandTexts } from '../../../src/recipe/intake/understand.js';
import { asJson } from '../../support/as-json.js';
import { mutations } from './corpus-mutations.js';

const root = join(appRoot, 'test/fixtures/corpus');

const expectedShape = z.strictObject({
  given_as: z.string().optional(),
  kind: z.string().optional(),
  name: z.string().optional(),
  display_name: z.string().optional(),
  language: z.string().optional(),
  version: z.string().optional(),
  manager: z.string().optional(),
  lock: z.string().optional(),
  packages: z.array(
    z.strictObject({
      spec: z.string(),
      source: z.string().optional(),
      module: z.string().optional(),
      guessed: z.literal(true).optional(),
      optional: z.literal(true).optional(),
    }),
  ),
  channels: z.array(z.string()).default([]),
  indexes: z.array(z.strictObject({ url: z.string(), role: z.string() })).default([]),
  modules: z.array(z.string()).default([]),
  variables: z.record(z.string(), z.string()).default({}),
  problems: z.array(z.strictObject({ code: z.string().optional(), line: z.number().optional() })).default([]),
});

type Expected = z.output<typeof expectedShape>;

const readShape = expectedShape.extend({
  packages: z.array(expectedShape.shape.packages.element.loose()),
  indexes: z.array(expectedShape.shape.indexes.unwrap().element.loose()),
  problems: z.array(expectedShape.shape.problems.unwrap().element.loose()),
  notes: z.array(z.unknown()),
});

interface Case {
  path: string;
  text: string;
  expected: Expected;
}

const cases = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.text'))
  .sort()
  .map((path): Case => {
    const about = readFileSync(join(root, path.replace(/text$/, 'json')), 'utf8');
    return {
      path: path.replace(/\.text$/, ''),
      text: readFileSync(join(root, path), 'utf8'),
      expected: expectedShape.parse(JSON.parse(about)),
    };
  });

/** What is understood, with as much detail as the expectation has. */
function read(text: string, { given_as, ...expected }: Expected) {
  const json = understoodJson(understandTexts([givenText(text, given_as)]));
  const { notes: _, ...found } = readShape.parse(asJson(json));
  return {
    ...found,
    kind: expected.kind && found.kind,
    language: expected.language && found.language,
    manager: expected.manager && found.manager,
    packages: found.packages.map((each, index) => ({
      ...asked(each),
      module: expected.packages[index]?.module && each.module,
    })),
    indexes: found.indexes.map(({ url, role }) => ({ url, role })),
    problems: asMany(found.problems, expected.problems).map(({ code, line }, index) => ({
      code: expected.problems[index]?.code && code,
      line: expected.problems[index]?.line && line,
    })),
  };
}

/** Where no problem is described, one is as good as many. */
function asMany<Problem>(found: Problem[], expected: Expected['problems']): Problem[] {
  const isAny = expected.length > 0 && expected.every((each) => Object.keys(each).length === 0);
  return isAny ? found.slice(0, expected.length) : found;
}

const asked = ({ spec, source, guessed, optional }: Expected['packages'][number]) => ({
  spec,
  source,
  guessed,
  optional,
});

/** What would be installed, without the order and the certainty. */
function wanted({
  packages,
  channels,
  modules,
  variables,
}: Pick<Expected, 'packages' | 'channels' | 'modules' | 'variables'>) {
  const names = packages.map(({ spec, source = '' }) => `${spec} ${source}`);
  return { packages: names.sort(), channels, modules: [...modules].sort(), variables };
}

describe('A text that people give', () => {
  it('is one of many', () => {
    expect(cases.length).toBeGreaterThanOrEqual(150);
  });

  it.each(cases)('$path is understood as a careful person would', ({ text, expected }) => {
    const { given_as: _, ...rest } = expected;
    expect(asJson(read(text, expected))).toEqual(asJson(rest));
  });

  it.each(cases)(
    '$path asks for the same or asks a question, however it was copied',
    ({ text, expected }) => {
      for (const { name, change, keeps } of mutations(expected)) {
        const found = read(change(text), expected);
        const isQuestion = found.problems.length > 0;
        if (!keeps && isQuestion) {
          const known = new Set(wanted(expected).packages);
          expect(
            wanted(found).packages.filter((each) => !known.has(each)),
            name,
          ).toEqual([]);
        } else {
          expect({ ...wanted(found), isQuestion }, name).toEqual({
            ...wanted(expected),
            isQuestion: expected.problems.length > 0,
          });
        }
      }
    },
  );
});
