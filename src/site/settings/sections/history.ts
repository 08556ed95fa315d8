/** The settings that languages declare for the history files of their kernels. Pure. */
import * as z from 'zod';
import { languages } from '../../../languages/index.js';
import type { Language } from '../../../languages/language.js';

export const historySettings = Object.fromEntries(
  Object.values(languages).flatMap(({ history }) =>
    history ? [[history.setting, z.boolean().default(true).describe(history.description)]] : [],
  ),
);

/** Arguments that keep a kernel from writing its history file; none unless the site has turned that off. */
export function historyArguments(
  { history }: Language,
  config: Readonly<Record<string, unknown>>,
): readonly string[] {
  return history && config[history.setting] === false ? history.without : [];
}
