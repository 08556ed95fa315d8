/** The licences of the packages that are compiled into the app. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

/** The text of all licences of packages for production. @throws Error if a package has none. */
export function thirdPartyNotices() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const used = Object.keys(packages).filter((path) => path !== '' && !packages[path].dev);
  return ['Create Kernel contains code of these packages.', ...used.sort().map(notice)].join(
    `\n\n${'─'.repeat(78)}\n`,
  );
}

function notice(path) {
  const directory = join(root, path);
  const { name, version, license, author } = JSON.parse(
    readFileSync(join(directory, 'package.json'), 'utf8'),
  );
  const files = readdirSync(directory).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  if (files.length === 0 && !license) throw new Error(`${name} does not say what its licence is`);
  const texts = files.sort().map((file) => readFileSync(join(directory, file), 'utf8').trim());
  const by = typeof author === 'string' ? author : author?.name;
  return [`${name} ${version} (${license})`, ...(texts.length > 0 ? texts : [by ?? ''])]
    .join('\n\n')
    .trimEnd();
}
