/** The module system: whether it can be used without a login shell, and how long it takes to answer. */

import type { Finding } from '../shared/finding.js';
import { count, formatSeconds } from '../shared/format.js';
import { askModules } from '../site/modules/modules.js';
import { about, type Subject } from './check.js';

const SECONDS = 6;
// What a person who waits for a page still takes for quick.
const SLOW = 3;

export async function checkModules({ site }: Subject): Promise<Finding[]> {
  const tell = about('modules', 'Environment modules');
  const { init: given } = site.config.modules;
  const { modules: init } = site.tools;
  if (!init)
    return given
      ? [
          tell.fail(
            `\`${given}\` is not there`,
            'Correct `modules.init`: it is the file that defines `module` for bash',
          ),
        ]
      : [tell.ok('there is no module system on this host')];
  const began = performance.now();
  const names = await askModules(site, SECONDS);
  const seconds = (performance.now() - began) / 1000;
  if (!names)
    return [
      tell.fail(
        `\`module avail\` does not work, or takes longer than ${SECONDS} s, after \`. ${init}\``,
        'Name the right file under `modules.init`, and what it needs (`MODULEPATH`) under `environment`',
      ),
    ];
  const found = `${count(names.length, 'module')} in ${formatSeconds(seconds)}, by \`${init}\``;
  if (names.length === 0)
    return [tell.warn(found, 'Set `MODULEPATH` under `environment`: no login shell is read')];
  return [
    seconds > SLOW
      ? tell.warn(
          found,
          'A cache of the module system (Lmod’s spider cache, `module cachebuild`) makes it quick',
        )
      : tell.ok(found),
  ];
}
