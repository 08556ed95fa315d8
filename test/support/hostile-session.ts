/** A session with everything that has broken a kernel before. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Home } from './home.js';
import { put } from './venv.js';

const HARM = 'raise SystemExit("a file of the session got into the kernel")\n';

/** Writes the harmful files to the home, for kernels of these Python versions, and returns the session's variables. */
export async function hostileSession(home: Home, versions: string[]): Promise<Record<string, string>> {
  const path = (name: string) => join(home.directory, 'session', name);
  await put(path('modules/json.py'), HARM);
  await put(path('libraries/libstdc++.so.6'), '');
  await put(path('startup.py'), HARM);
  await put(path('another/bin/pip'), '#!/bin/sh\nexit 1\n');
  for (const version of versions)
    await put(join(home.home, `.local/lib/python${version}/site-packages/six.py`), HARM);
  return {
    PATH: `${path('another/bin')}:/usr/local/bin:/usr/bin:/bin`,
    PYTHONPATH: path('modules'),
    PYTHONHOME: path('python'),
    PYTHONSTARTUP: path('startup.py'),
    LD_LIBRARY_PATH: path('libraries'),
    VIRTUAL_ENV: path('another'),
    CONDA_PREFIX: path('another'),
    CONDA_DEFAULT_ENV: 'another',
  };
}

/** The environment's directory of installed packages. */
export async function sitePackages(prefix: string): Promise<string> {
  const names = await readdir(join(prefix, 'lib'));
  return join(prefix, 'lib', names.find((name) => /^python3\.\d+$/.test(name)) ?? '', 'site-packages');
}
