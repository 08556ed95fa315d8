import { expect, it } from 'vitest';
import { run } from '../src/base/process.js';
import { cleanEnvironment, PYTHON, programPath, programPaths } from './support/python.js';

const names = Object.keys(programPaths);

// The oldest Python that an environment may have. The parser of a newer one knows its grammar.
const PARSE = `
import ast, sys
tree = ast.parse(open(sys.argv[1], encoding="utf-8").read(), feature_version=(3, 6))
print(ast.get_docstring(tree))`;

it.each(names)('%s has the grammar of Python 3.6 and a description', async (name) => {
  const argv = [PYTHON, '-I', '-c', PARSE, programPath(name)];
  const answer = await run(argv, { environment: cleanEnvironment('/proc/nonexistent'), seconds: 600 });
  expect(answer).toMatchObject({ exit: 0, stderr: '' });
  expect(answer.stdout).toMatch(
    /^A (part of \w+\.py|cell for a Python kernel): /.test(answer.stdout)
      ? /\w\.?$/
      : new RegExp(`^ {4}${name}(?: \\[?--|$)`, 'm'),
  );
});
