/** What environment modules bring: the environment with them loaded, and the tools that they add to the search path. */
import { join } from 'node:path';
import { type Answer, run } from '../../base/process.js';
import type { Interpreter } from '../../managers/program.js';
import { moduleLines } from '../../steps/module-lines.js';
import type { SiteConfig } from '../settings/index.js';
import { detectTools, type Tools } from '../tools/detect.js';
import { searchDirectories } from '../tools/search-path.js';

// On a busy file server, modules load slowly; the build itself loads them without a limit.
const LOAD_SECONDS = 20;

interface LoadingSite {
  config: Pick<SiteConfig, 'modules'>;
  environment: Record<string, string>;
  data_root: string;
}

/** `tools` is absent if the modules did not load; the answer then says why. `init` makes the modules available. */
export async function loadModules(
  modules: readonly string[],
  init: string,
  site: LoadingSite,
): Promise<{ answer: Answer; tools?: Tools }> {
  const lines = moduleLines(modules, init, site.config.modules);
  const argv = ['bash', '--noprofile', '--norc', '-c', [...lines, 'exec env -0'].join('\n')];
  const answer = await run(argv, { environment: site.environment, seconds: LOAD_SECONDS });
  if (answer.timedOut || answer.exit !== 0) return { answer };
  const loaded = parseEnvironment(answer.stdout);
  const known = searchDirectories(site.environment.PATH);
  const tools = await detectTools({
    directories: searchDirectories(loaded.PATH).filter((path) => !known.includes(path)),
    given: {},
    interpreters: [],
    modules: init,
    environment: loaded,
    cache: join(site.data_root, 'module-tools.json'),
  });
  const { interpreters } = tools;
  return { answer, tools: { ...tools, interpreters: await withLibraries(interpreters, loaded, site) } };
}

/** The variables that `env -0` printed. A module may have printed something before them. */
function parseEnvironment(text: string): Record<string, string> {
  const entries = text.split('\0').flatMap((entry): [string, string][] => {
    const [, name, value] = /(?:^|\n)(\w+)=([\s\S]*)$/.exec(entry) ?? [];
    return name && value !== undefined ? [[name, value]] : [];
  });
  return Object.fromEntries(entries);
}

/** With what those need that do not start without the module. */
async function withLibraries(
  interpreters: readonly Interpreter[],
  { LD_LIBRARY_PATH: libraries = '' }: Record<string, string>,
  { environment }: LoadingSite,
): Promise<Interpreter[]> {
  if (libraries === '') return [...interpreters];
  return Promise.all(
    interpreters.map(async (each) => {
      const { exit } = await run([each.path, '-I', '-S', '-c', ''], { environment, seconds: LOAD_SECONDS });
      return exit === 0 ? each : { ...each, libraries };
    }),
  );
}
