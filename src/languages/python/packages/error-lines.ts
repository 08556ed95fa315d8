/** Reads the packages that errors of Python programs name. */

import { missingLibrary, missingModule } from '../../../reading/error-patterns.js';
import { type Finding, leftOut, note } from '../../../reading/finding.js';
import type { LineReader } from '../../../reading/reader.js';
import { isImport, packageOfModule, readImport } from './import-lines.js';

type ReadMatch = (match: RegExpExecArray) => Finding[];

const named = (spec: string, from: string): Finding => ({ kind: 'package', spec, from });

// A library of the system that a package needs, and the package that does not need it.
const WITHOUT_LIBRARY: Readonly<Record<string, string>> = {
  'libGL.so.1': 'opencv-python-headless',
  'libgthread-2.0.so.0': 'opencv-python-headless',
  'libSM.so.6': 'opencv-python-headless',
};

/** Each pattern is searched in a line of at most 500 characters; the first one that is found is read. */
const PATTERNS: readonly { pattern: RegExp; read: ReadMatch }[] = [
  {
    pattern: /No module named ['"]?([\w.]+)['"]?; ['"]?([\w.]+)['"]? is not a package/,
    read: ([, , module = '']) => [
      note(`Your file \`${module}.py\` hides the package \`${module}\`: rename it`),
    ],
  },
  { pattern: missingModule, read: ([, module = '']) => packageOfModule(module, module) },
  // pandas
  {
    pattern: /requires version '([\d.]+)' or newer of '([\w.-]+)'/,
    read: ([, version = '', name = '']) => [named(`${name}>=${version}`, name)],
  },
  {
    // A list of alternatives has a dash before each.
    pattern: /(- )?Missing optional dependency '([\w.-]+)'/,
    read: ([, dash, module = '']) => {
      const found = packageOfModule(module, module);
      return dash
        ? found.map((each) => (each.kind === 'package' ? { ...each, optional: true } : each))
        : found;
    },
  },
  {
    pattern: /(?:Unable to find a usable engine; tried using: '([\w.-]+)'|IO backends: \['([\w.-]+)')/,
    read: ([, engine, backend]) => [named(engine ?? backend ?? '', engine ?? backend ?? '')],
  },
  // pandas, statsmodels and others.
  {
    pattern: /ImportError: (?:Install ([\w.-]+)|([\w.-]+) not found, \w+ install)/,
    read: ([, first, second]) => packageOfModule(first ?? second ?? '', first ?? second ?? ''),
  },
  {
    pattern: /The '([\w.-]{1,100})((?:[<>=!~]=?[\w.*]{1,40},?){0,5})[^']{0,100}' distribution was not found/,
    read: ([, name = '', constraint = '']) => [named(`${name}${constraint}`, name)],
  },
  {
    pattern: /PackageNotFoundError: (?:No package metadata was found for )?['"]?([\w.-]+)/,
    read: ([, name = '']) => [named(name, name)],
  },
  {
    pattern: /requires the ['"`]?([\w.-]+)['"`]? (?:library|package|module)/i,
    read: ([, name = '']) => [named(name.toLowerCase(), name)],
  },
  {
    pattern: missingLibrary,
    read: ([, library = '']) => {
      const spec = WITHOUT_LIBRARY[library];
      if (spec)
        return [
          named(spec, library),
          note(`\`${spec}\` does not need \`${library}\`, which this host may not have`),
        ];
      return [leftOut(library, 'it is a library of the system: load the module that has it')];
    },
  },
  {
    pattern: /cannot import name '?(\w+)'? from '?([\w.]+)/,
    read: ([, name = '', module = '']) => [
      note(`\`${module}\` is installed, but this version has no \`${name}\``),
    ],
  },
];

// `File "plot.py", line 3, in <module>`, `File ~/plot.py:3, in <module>`, `~/plot.py in <module>`, `Cell In[2], line 1`.
const FRAME = /^(?:File |Cell In|Input In|<ipython-input-)|^\S{1,400}\.py(?::\d{1,6})? in /;
const OF_PACKAGES = /[/\\](?:site|dist)-packages[/\\]|[/\\]lib[/\\](?:python3|[\w.]+\.py)|<frozen/i;

/** A reader of the lines of one error: the error itself, and the lines of the code that failed. */
export function errorLineReader(): LineReader {
  let isOwnCode = true;
  return (line) => {
    if (FRAME.test(line)) {
      isOwnCode = !OF_PACKAGES.test(line);
      return undefined;
    }
    for (const { pattern, read } of PATTERNS) {
      const match = pattern.exec(line);
      if (match) return read(match);
    }
    return shownImport(line, isOwnCode);
  };
}

/** `----> 1 import sklearn`, `      2 import numpy as np`, and in Python's own tracebacks `import seaborn`. */
function shownImport(line: string, isOwnCode: boolean): Finding[] | undefined {
  const [, arrow, code = line] = /^(-+> ?)?\d{1,5}:? (.*)$/.exec(line) ?? [];
  // What a package imports is its own matter, unless that fails.
  if (!isImport(code) || !(arrow || isOwnCode)) return undefined;
  const found = (readImport(code) ?? []).filter((each) => each.kind === 'package');
  // The code above the error is needed too, as far as it is certain what it needs.
  const packages = arrow ? found : found.filter((each) => !each.guessed);
  return packages.map((each) => (arrow ? each : { ...each, optional: true as const }));
}
