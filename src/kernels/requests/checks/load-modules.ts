/** The site with a recipe's environment modules loaded: whether they load, and which tools they add. */
import { UserError } from '../../../base/errors.js';
import { minorVersion } from '../../../base/version.js';
import type { Recipe } from '../../../recipe/recipe.js';
import { closeModules } from '../../../site/modules/close-modules.js';
import { loadModules } from '../../../site/modules/load-modules.js';
import { askModules } from '../../../site/modules/modules.js';
import { type EquippedSite, isBuiltHere } from '../../../site/site.js';
import type { Tools } from '../../../site/tools/detect.js';

/**
 * Loads the modules in a temporary shell. As in a terminal, programs that they add to `PATH` take precedence over the
 * host's: the environment is made with their Python.
 * @throws UserError `module-unknown` or `modules-not-loaded`.
 */
export async function withModules(
  recipe: Recipe,
  site: EquippedSite,
  { launcher }: { launcher?: string } = {},
): Promise<EquippedSite> {
  const { modules: init } = site.tools;
  if (recipe.modules.length === 0 || !init) return site;
  const { answer, tools } = await loadModules(recipe.modules, init, site);
  if (tools) return { ...site, tools: merged(tools, site) };
  if (!answer.timedOut && (launcher || isBuiltHere(recipe, site))) throw await refusal(recipe, site, answer);
  return site;
}

/** A path that the site sets for a manager takes precedence over the modules. */
function merged(brought: Tools, { tools, config }: EquippedSite): Tools {
  const kept = Object.entries(tools.programs).filter(([id]) => config.managers[id]?.path);
  const minors = new Set(brought.interpreters.map(({ version }) => minorVersion(version)));
  const others = tools.interpreters.filter(({ version }) => !minors.has(minorVersion(version)));
  return {
    ...tools,
    ...brought,
    programs: { ...tools.programs, ...brought.programs, ...Object.fromEntries(kept) },
    interpreters: [...brought.interpreters, ...others],
    module_interpreters: tools.module_interpreters,
    // A Python of the modules is taken before one that would be downloaded.
    downloads: brought.interpreters.length > 0 ? { found: tools.downloads.found } : tools.downloads,
  };
}

/** Why the modules cannot be loaded, from the module system's output. */
async function refusal(
  { modules }: Recipe,
  site: EquippedSite,
  { exit, stderr, stdout }: { exit: number | null; stderr: string; stdout: string },
): Promise<UserError> {
  const { diagnose } = await import('../../../builds/diagnosis/diagnose.js');
  const lines = `${stdout}\n${stderr}`.split('\n').map((text, at) => ({ line: at + 1, text }));
  const cause = diagnose({ phase: 'create', tool: 'module', exit, lines, asked: true });
  if (cause.code !== 'module-unknown') {
    return new UserError('modules-not-loaded', { reason: cause.message, hint: cause.hint }, 'modules');
  }
  const given = modules.find((name) => cause.message.includes(`\`${name}\``)) ?? modules[0] ?? '';
  const names = (await askModules(site)) ?? [];
  return new UserError('module-unknown', { given, close: closeModules(given, names) }, 'modules');
}
