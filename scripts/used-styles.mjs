/** Bootstrap's style sheet without the rules of classes that no page has: the first page waits for its styles. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An esbuild plugin, for the views and scripts in these directories. */
export function usedStyles(filter, directories) {
  return {
    name: 'used-styles',
    setup: ({ onLoad }) =>
      onLoad({ filter }, ({ path }) => ({
        contents: withUsedRules(readFileSync(path, 'utf8'), classesIn(textsOf(directories))),
        loader: 'css',
      })),
  };
}

function textsOf(directories) {
  const files = directories.flatMap((directory) =>
    readdirSync(directory, { recursive: true })
      .filter((name) => /\.(ejs|ts)$/.test(name))
      .map((name) => join(directory, name)),
  );
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** Whether a text may use a class: it has its name as a word, or a word that ends with a dash and begins the name. */
export function classesIn(text) {
  const words = new Set(text.match(/[\w-]+/g) ?? []);
  const beginnings = [...words].filter((word) => /^[a-z].*-$/.test(word));
  return (name) => words.has(name) || beginnings.some((each) => name.startsWith(each));
}

/** Removes the selectors with a class that is not used, and rules and at-rules that are then empty. */
export function withUsedRules(css, uses) {
  return blocks(css)
    .map(({ head, body }) => {
      if (body === undefined) return head;
      if (/^@(?:media|supports|layer)/.test(head)) {
        const inside = withUsedRules(body, uses);
        return inside && `${head}{${inside}}`;
      }
      if (head.startsWith('@')) return `${head}{${body}}`;
      const kept = selectors(head).filter((selector) => isUsed(selector, uses));
      return kept.length > 0 ? `${kept.join(',')}{${body}}` : '';
    })
    .join('');
}

/** Rules as their heads and bodies; comments and statements have no body. */
function blocks(css) {
  const found = [];
  for (let at = 0; at < css.length; ) {
    const [comment] = /^\s*\/\*[\s\S]*?\*\/|^\s*@charset[^;]*;/.exec(css.slice(at, at + 2000)) ?? [];
    const open = comment ? -1 : css.indexOf('{', at);
    const close = comment ? at + comment.length : endOfBlock(css, open);
    found.push(
      comment
        ? { head: comment }
        : { head: css.slice(at, open).trim(), body: css.slice(open + 1, close - 1) },
    );
    at = close;
    while (/\s/.test(css[at] ?? '')) at++;
  }
  return found;
}

function endOfBlock(css, open) {
  let depth = 0;
  for (const { 0: text, index } of css.slice(open).matchAll(/"[^"]*"|'[^']*'|[{}]/g)) {
    depth += text === '{' ? 1 : text === '}' ? -1 : 0;
    if (depth === 0) return open + index + 1;
  }
  throw new Error('A rule of the style sheet has no end');
}

/** The selectors of a rule, which are separated by commas outside of parentheses. */
function selectors(head) {
  return head.match(/(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|[^,()])+/g) ?? [];
}

/** A class in parentheses or brackets is not one that the element must have. */
function isUsed(selector, uses) {
  const required = selector.replace(/\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]/g, '');
  return (required.match(/\.-?[a-z_][\w-]*/gi) ?? []).every((name) => uses(name.slice(1)));
}
