/** docs/admin.md lists what the app leaves in homes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appRoot } from '../../src/base/program.js';

const page = readFileSync(join(appRoot, 'docs', 'admin.md'), 'utf8');
const section = /^## Files in users' homes$.*?(?=^## )/ms.exec(page)?.[0] ?? '';

/** The names that the code puts directly below the data directory. */
function namesInDataRoot(): string[] {
  const source = join(appRoot, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const names = files.flatMap((name) => {
    const text = readFileSync(join(source, name), 'utf8');
    const found = text.matchAll(/data_root(?:, '|\}\/)([a-z][\w.-]*)/g);
    return [...found].map(([, each = '']) => each);
  });
  return [...new Set(names)].sort();
}

it('Everything below the data directory is in the list of files in users’ homes', () => {
  const names = namesInDataRoot();
  expect(names.length).toBeGreaterThan(15);
  const listed = [...section.matchAll(/`DATA\/([\w.-]+)/g)].map(([, name]) => name);
  expect(names.filter((name) => !listed.includes(name))).toEqual([]);
});
