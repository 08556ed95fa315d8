/** Checks the module system: whether it works without a login shell, and how long it takes to answer. */
import type { SiteFinding } from '../../shared/finding.js';
import { count, formatSeconds } from '../../shared/format.js';
import { askModules } from '../../site/modules/modules.js';
import { about, type Subject } from '../check.js';

const SECONDS = 6;
// Seconds.
const SLOW = 3;

export async function checkModules({ site }: Subject): Promise<SiteFinding[]> {
  const tell = about('modules', 'Environment modules');
  const { init: given } = site.config.modules;
  const { modules: init } = site.tools;
  if (!init)
    return given
      ? [
          tell.fail(
            `\`${given}\` does not exist`,
            'Set `modules.init` to the file that defines `module` for bash',
          ),
        ]
      : [tell.ok('this host has no module system')];
  const began = performance.now();
  const names = await askModules(site, SECONDS);
  const seconds = (performance.now() - began) / 1000;
  if (!names)
    return [
      tell.fail(
        `\`module avail\` fails or takes longer than ${SECONDS} s after \`. ${init}\``,
        'Correct `modules.init`, and set the variables that it needs, such as `MODULEPATH`, under `environment`',
      ),
    ];
  const found = `${count(names.length, 'module')} in ${formatSeconds(seconds)}, with \`${init}\``;
  if (names.length === 0)
    return [
      tell.warn(found, 'Set `MODULEPATH` under `environment`: the files of a login shell are not read'),
    ];
  return [
    seconds > SLOW
      ? tell.warn(found, 'Set up a cache of the module system (Lmod’s spider cache, or `module cachebuild`)')
      : tell.ok(found),
  ];
}
