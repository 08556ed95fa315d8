/** The servers that a form asks for, such as `jupyterlab`: they are installed if their box is ticked. */
import type { Preset } from '../presets/preset.js';
import { serversAmong } from '../recipe/intake/request/servers.js';
import { askedPackages } from '../recipe/package-fields.js';
import type { Recipe } from '../recipe/recipe.js';

/** The check box of this app's page. */
export const TAKE_SERVERS = 'take_servers';

/** Without the check box, as from the dashboard's form, a server is a package like others. A preset may fix the packages. */
export function leavesServersOut(box: string | undefined, preset: Preset | undefined): boolean {
  return box === '0' && !preset?.closed.includes('packages');
}

/** The box is ticked for a recipe that has servers: someone decided so before. */
export function serversTicked(recipe: Recipe): Record<string, string> {
  return serversAmong(askedPackages(recipe)).length > 0 ? { [TAKE_SERVERS]: '1' } : {};
}
