import type { Launcher } from './launcher.js';
import { local } from './local.js';

/** Where builds can run, by id; the first is the default. */
export const launchers: Readonly<Record<string, Launcher>> = { local };
