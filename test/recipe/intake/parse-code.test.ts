import { describe, expect, it } from 'vitest';
import { givenText } from '../../../src/reading/given-text.js';
import { parseCode } from '../../../src/recipe/intake/parse-code.js';
import { understandTexts } from '../../../src/recipe/intake/understand.js';
import { PYTHON } from '../../support/python.js';

const cell = (source: string) => ({ cell_type: 'code', source, outputs: [] });
const notebook = (...cells: string[]) =>
  JSON.stringify({ cells: cells.map(cell), metadata: {}, nbformat: 4, nbformat_minor: 5 });
const interpreters = async () => [{ path: PYTHON }];

async function read(text: string, name: string, ...others: [string, string][]) {
  const texts = [[name, text] as const, ...others].map(([each, content]) => givenText(content, each));
  const code = await parseCode(texts, interpreters);
  const { packages, notes, problems } = understandTexts(texts, { code });
  return {
    packages: packages.map(({ spec, optional, source, line }) =>
      [spec.text, source, optional && 'optional', line].filter(Boolean).join(' '),
    ),
    notes: notes.map((note) => note.text),
    problems,
  };
}

describe('Code that its own parser reads', () => {
  it.each<[string, string, string[]]>([
    ['imports of several lines', 'from scipy import (\n  stats,\n  linalg,\n)\n', ['scipy 1']],
    ['an import in a function', 'def f():\n    import numpy.linalg\n', ['numpy 2']],
    ['no import of a text', 'x = """\nimport numpy\n"""\nimport pandas\n', ['pandas 4']],
    ['no import of a comment', '# import numpy\nimport pandas  # as pd\n', ['pandas 2']],
    ['no relative import', 'from . import numpy\nimport pandas\n', ['pandas 2']],
    [
      'what may be missing',
      'try:\n    import cupy\nexcept ImportError:\n    import numpy\n',
      ['cupy optional 2', 'numpy optional 4'],
    ],
    [
      'what must not be missing, since the handler raises again',
      'try:\n    import cupy\nexcept ImportError:\n    raise SystemExit("install it")\n',
      ['cupy 2'],
    ],
    ['what only a type checker needs', 'if TYPE_CHECKING:\n    import pandas\n', ['pandas optional 2']],
    ['a module by its name', 'import importlib\nimportlib.import_module("scipy.stats")\n', ['scipy 2']],
    [
      'pip in a list',
      'subprocess.check_call([sys.executable, "-m", "pip", "install", "six"])',
      ['six pypi 1'],
    ],
    ['pip in a shell', 'import os\nos.system("pip install six")', ['six pypi 2']],
    ['pip in an exported notebook', "get_ipython().system('pip install six')", ['six pypi 1']],
    ['a magic in one', "get_ipython().run_line_magic('pip', 'install six')", ['six pypi 1']],
  ])('gives %s', async (_, text, packages) => {
    const found = await read(text, 'program.py');
    expect(found).toMatchObject({ packages, problems: [] });
  });

  it('of a session with prompts is read line by line', async () => {
    const { packages } = await read('>>> import numpy\n>>> numpy.pi\n3.14\n', '');
    expect(packages).toEqual(['numpy 1']);
  });

  it('leaves out the modules of files that are given with it', async () => {
    const { packages, notes } = await read('import numpy\nimport helper\n', 'program.py', [
      'helper.py',
      'x = 1\nimport six\n',
    ]);
    expect(packages).toEqual(['numpy 1', 'six 2']);
    expect(notes).toContain('`helper` was left out: its file was given too');
  });
});

describe('A notebook that its own parser reads', () => {
  it.each<[string, string[], string[]]>([
    [
      'magics that install',
      ['%pip install six\n!conda install -y -c bioconda pysam'],
      ['six pypi', 'pysam conda'],
    ],
    ['a cell of the shell', ['%%bash\nset -e\npip install six\n'], ['six pypi']],
    ['an extension', ['%load_ext autoreload', '%load_ext watermark'], ['watermark']],
    ['a timed cell', ['%%time\nimport numpy'], ['numpy']],
    ['a cell beside one of another language', ['%%javascript\nimport x from "y"', 'import numpy'], ['numpy']],
    [
      'magics among statements',
      ['x = !ls\nif x:\n    %matplotlib inline\n    import numpy\nnumpy?'],
      ['numpy'],
    ],
    ['the cells beside a broken one', ['import numpy\ndef f(:\n', 'import pandas'], ['numpy', 'pandas']],
  ])('gives %s', async (_, cells, packages) => {
    expect((await read(notebook(...cells), 'x.ipynb')).packages).toEqual(packages);
  });
});

it('the cells of nbformat 3 are read too', async () => {
  const cells = [{ cell_type: 'code', input: 'if x:\n    import numpy\n', outputs: [] }];
  const text = JSON.stringify({ worksheets: [{ cells }], metadata: {}, nbformat: 3, nbformat_minor: 0 });
  const given = givenText(text, 'x.ipynb');
  expect((await parseCode([given], interpreters)).get(given.text)?.get('python')).toEqual([
    { text: 'import numpy' },
  ]);
});

it('The chunks of a document in the language of the parser are read, with their lines', async () => {
  const text =
    '---\ntitle: T\n---\nText\n```{python}\nfrom scipy import (\n  stats,\n)\n```\n```{bash}\npip install six\n```\n';
  expect((await read(text, 'x.qmd')).packages).toEqual(['scipy 6', 'six pypi 11']);
});

it('code of another language is left to the readers of lines', async () => {
  expect(await parseCode([givenText('library(ggplot2)\nimport <- 1\n', 'x.R')], interpreters)).toEqual(
    new Map(),
  );
});

it.each([
  ['where the host has no interpreter', []],
  ['where the interpreter does not run', [{ path: '/nonexistent/python' }]],
])('is read line by line %s', async (_, found) => {
  const text = givenText('import numpy\nx = 1\n', 'program.py');
  const code = await parseCode([text], async () => found);
  expect(understandTexts([text], { code }).packages.map(({ spec }) => spec.name)).toEqual(['numpy']);
});
