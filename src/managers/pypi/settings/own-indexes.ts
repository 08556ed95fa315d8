/**
 * The package indexes that a build would use: the recipe's, or the site's, or those of the user's settings, or the usual one.
 * The builds themselves leave the last two to pip and uv.
 */
import { join } from 'node:path';
import { parse } from 'smol-toml';
import * as z from 'zod/mini';
import { readRegularFile } from '../../../base/stored.js';
import type { Recipe } from '../../../recipe/recipe.js';
import { pypi } from '../../../sources/pypi/index.js';
import type { Host } from '../../manager.js';
import { indexesOf } from '../pypi.js';

/** Main index first. */
interface Own {
  main?: string | undefined;
  extra: string[];
}

/** How a tool keeps the user's settings; `environment` is that of the tools of a build. */
const tools: Readonly<Record<'pip' | 'uv', (environment: Readonly<Record<string, string>>) => Own>> = {
  pip: ownOfPip,
  uv: ownOfUv,
};

/** Their addresses may have logins. The one that counts most comes first. */
export function usedIndexes(
  tool: keyof typeof tools,
  recipe: Pick<Recipe, 'channels'>,
  { indexes }: Pick<Host, 'indexes'>,
  environment: Readonly<Record<string, string>>,
): string[] {
  const asked = indexesOf(recipe);
  const named = asked.main.length > 0 ? asked.main : indexes;
  const own = tools[tool](environment);
  const main = named.length > 0 ? named : [own.main ?? pypi.address];
  return [...new Set([...main, ...asked.extra, ...own.extra])];
}

/** https://pip.pypa.io/en/stable/topics/configuration/ */
function ownOfPip({ HOME = '', XDG_CONFIG_HOME, PIP_CONFIG_FILE }: Readonly<Record<string, string>>): Own {
  const config = XDG_CONFIG_HOME || join(HOME, '.config');
  const own = PIP_CONFIG_FILE
    ? [PIP_CONFIG_FILE]
    : [join(HOME, '.pip/pip.conf'), join(config, 'pip/pip.conf')];
  const settings = new Map(['/etc/pip.conf', ...own].flatMap((path) => readIni(textOf(path))));
  const all = (key: string) =>
    ['global', 'install'].flatMap((section) => settings.get(`${section}.${key}`)?.split(/\s+/) ?? []);
  return { main: all('index-url').at(-1), extra: all('extra-index-url').filter(Boolean) };
}

/** `section.key` and value of each entry; a value may go on in indented lines. */
function readIni(text: string): [string, string][] {
  const entries: [string, string][] = [];
  let section = '';
  for (const line of text.split('\n')) {
    const [, header] = /^\[([^\]]+)\]/.exec(line) ?? [];
    const [, key = '', value = ''] = /^([\w-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    const last = entries.at(-1);
    if (header !== undefined) section = header;
    else if (key) entries.push([`${section}.${key.replaceAll('_', '-')}`, value.trim()]);
    else if (last && /^\s+[^\s#;]/.test(line)) last[1] = `${last[1]} ${line.trim()}`.trim();
  }
  return entries;
}

const url = z.string();
const indexSettings = {
  'index-url': z.optional(url),
  'extra-index-url': z.optional(z.array(url)),
  index: z.optional(
    z.array(z.object({ url, default: z.optional(z.boolean()), explicit: z.optional(z.boolean()) })),
  ),
};
const uvSchema = z.object({ ...indexSettings, pip: z.optional(z.object(indexSettings)) });

/** https://docs.astral.sh/uv/concepts/configuration-files/ */
function ownOfUv({ HOME = '', XDG_CONFIG_HOME, UV_CONFIG_FILE }: Readonly<Record<string, string>>): Own {
  const own = join(XDG_CONFIG_HOME || join(HOME, '.config'), 'uv/uv.toml');
  const paths = UV_CONFIG_FILE ? [UV_CONFIG_FILE] : [own, '/etc/xdg/uv/uv.toml', '/etc/uv/uv.toml'];
  const all = paths.flatMap((path) => {
    const { data } = uvSchema.safeParse(readToml(textOf(path)));
    return data ? [data, ...(data.pip ? [data.pip] : [])] : [];
  });
  const tables = all.flatMap(({ index = [] }) => index).filter(({ explicit }) => !explicit);
  return {
    main: tables.find((each) => each.default)?.url ?? all.find((each) => each['index-url'])?.['index-url'],
    extra: [
      ...tables.filter((each) => !each.default).map((each) => each.url),
      ...all.flatMap((each) => each['extra-index-url'] ?? []),
    ],
  };
}

function readToml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return {};
  }
}

/** Empty if there is none that can be read. */
function textOf(path: string): string {
  try {
    return readRegularFile(path, { follow: true });
  } catch {
    return '';
  }
}
