/** Compiles the views when the programs are compiled, so that the server needs neither ejs nor the time for it. */
import ejs from 'ejs';

/** The text of a module with the view's function: it gets what render.ts passes, and how to escape a value. */
export function viewModule(text, filename) {
  const view = new ejs.Template(text, {
    ...{ filename, strict: true, compileDebug: false, localsName: 'locals' },
    destructuredLocals: ['page', 'part', 'it', 'show'],
  });
  // Reports mistakes of the view.
  view.compile();
  return `export default function (locals, escapeFn) {\n${view.source}}\n`;
}
