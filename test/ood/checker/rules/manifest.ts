import { parse } from 'yaml';
import { asValues, type Values } from '../form.js';
import type { App, Rule } from '../index.js';

const KEYS = [
  ...['name', 'category', 'subcategory', 'icon', 'description', 'caption', 'metadata', 'tile'],
  ...['new_window', 'url', 'role'],
];

function manifestOf({ tree }: App): Values {
  try {
    return asValues(parse(tree.files['manifest.yml']?.text ?? ''));
  } catch {
    return {};
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

export const manifestRules: Rule[] = [
  {
    name: 'manifest.yml is no map, so that the app is in no menu',
    find: (app) => (Object.keys(manifestOf(app)).length === 0 ? ['manifest.yml'] : []),
  },
  {
    name: 'the manifest has no category, so that the app is in no menu',
    find: (app) => (text(manifestOf(app).category) === '' ? ['category'] : []),
  },
  {
    name: 'the manifest has a key that is passed over',
    find: (app) => Object.keys(manifestOf(app)).filter((key) => !KEYS.includes(key)),
  },
  {
    name: 'the manifest’s icon becomes a cog',
    find: (app) => {
      const { icon } = manifestOf(app);
      const own = 'icon.svg' in app.tree.files || 'icon.png' in app.tree.files;
      return icon === undefined || own || /^fa[srbl]?:\/\/\S+$/.test(text(icon)) ? [] : [String(icon)];
    },
  },
  {
    name: 'the manifest’s url is neither whole nor relative to the dashboard, or has a bare `%`',
    find: (app) => {
      const { url } = manifestOf(app);
      if (url === undefined) return [];
      const bare = text(url)
        .replace(/%%|%\{\w+\}/g, '')
        .includes('%');
      return /^https?:\/\/|^\w[\w-]*\/[^.]*$/.test(text(url)) && !bare ? [] : [String(url)];
    },
  },
  {
    name: 'the role makes the dashboard take the site’s settings for sub-apps, in place of this entry',
    find: (app) => (manifestOf(app).role === 'batch_connect' ? ['role'] : []),
  },
];
