/** Checks the program itself: Node.js, the compiled code, and the two files that Open OnDemand reads. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { appRoot, programVersion } from '../../base/program.js';
import { compareVersions } from '../../base/version.js';
import type { SiteFinding } from '../../shared/finding.js';
import { about } from '../check.js';

// As in package.json.
const OLDEST_NODE = '20.5';
const COMPILED = [
  'dist/app.js',
  'dist/programs/app.js',
  'dist/programs/cli.js',
  'dist/programs/runner.js',
  'dist/programs/reader.js',
  'dist/assets/assets.json',
];

export function checkProgram(): SiteFinding[] {
  return [
    node(process.versions.node),
    compiled(),
    appFile('manifest.yml', 'name'),
    appFile('form.yml', 'form'),
  ];
}

/** Whether this version of Node.js is new enough. */
export function node(version: string): SiteFinding {
  const tell = about('node', 'Node.js');
  const found = `${version}, \`${process.execPath}\``;
  return compareVersions(version, OLDEST_NODE) >= 0
    ? tell.ok(found)
    : tell.fail(
        found,
        `Install Node.js ${OLDEST_NODE} or newer, and set its path in \`bin/node\` of the app`,
      );
}

function compiled(): SiteFinding {
  const tell = about('compiled', 'Compiled code');
  const missing = COMPILED.filter((path) => !existsSync(join(appRoot, path)));
  return missing.length === 0
    ? tell.ok(`Create Kernel ${programVersion()} in \`${appRoot}\``)
    : tell.fail(
        `missing: ${missing.join(', ')}`,
        'Run `bin/setup` in the app’s directory, or unpack a release',
      );
}

/** Checks a file that Open OnDemand reads, and a key that it requires. */
function appFile(name: string, key: string): SiteFinding {
  const tell = about(name.replace('.', '-'), name);
  try {
    const value: unknown = parse(readFileSync(join(appRoot, name), 'utf8'));
    if (value && typeof value === 'object' && key in value) return tell.ok('readable');
    return tell.fail(`it has no \`${key}\``, `Restore the \`${name}\` of the release`);
  } catch (error) {
    const [why = ''] = (error as Error).message.split('\n');
    return tell.fail(why, `Restore the \`${name}\` of the release, or correct that line`);
  }
}
