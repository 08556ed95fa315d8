/** What the tools of a build find on the host. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { python } from '../../../../src/languages/python/index.js';
import { runnerFor } from '../../../../src/plan/helper.js';
import { conda, toolsOf, uv } from '../../../support/host.js';
import { type Effects, scriptOf } from './effect.js';

export const toolEffects: Effects = {
  search_path: {
    set: { search_path: ['/opt/site/bin'] },
    see: ({ site }) => site.environment.PATH,
    gives: expect.stringMatching(/^\/opt\/site\/bin:/),
  },
  interpreters: {
    set: { interpreters: ['~/python'] },
    see: async (home) => {
      const answer = { path: '/old/python', version: '3.5.2', implementation: 'cpython', pip: '9.0' };
      const program = `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`;
      writeFileSync(join(home.home, 'python'), program, { mode: 0o755 });
      return (await home.equip()).tools.interpreters.map(({ version }) => version);
    },
    gives: expect.arrayContaining(['3.5.2']),
  },
  helper_directory: {
    set: { helper_directory: '~/shared' },
    see: ({ site }) => {
      const { client: _, ...withoutClient } = python;
      return runnerFor(withoutClient, '/envs/first/1', { ...site, tools: toolsOf({}) }, '/staging').prepare;
    },
    gives: expect.arrayContaining(['--place', expect.stringMatching(/^\/.*\/shared$/)]),
  },
  conda_package_caches: {
    set: { conda_package_caches: ['~/pkgs'] },
    see: (home) => scriptOf(home, { conda, interpreters: [] }),
    gives: expect.stringMatching(/CONDA_PKGS_DIRS=\S+,\/\S+\/pkgs\b/),
  },
  python_directory: {
    set: { python_directory: '~/pythons' },
    see: async (home) => {
      const bin = join(home.home, 'pythons/cpython-3.5.2-linux-x86_64-gnu/bin');
      const answer = { path: `${bin}/python3`, version: '3.5.2', implementation: 'cpython', pip: '9.0' };
      mkdirSync(bin, { recursive: true });
      writeFileSync(join(bin, 'python3'), `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`, { mode: 0o755 });
      return (await home.equip()).tools.interpreters.map(({ version }) => version);
    },
    gives: expect.arrayContaining(['3.5.2']),
  },
  environment: {
    set: { environment: { https_proxy: 'http://proxy.example:3128' } },
    see: ({ site }) => site.environment.HTTPS_PROXY,
    gives: 'http://proxy.example:3128',
  },
  ca_bundle: {
    set: { ca_bundle: '/etc/institute.pem' },
    see: ({ site }) => site.environment.SSL_CERT_FILE,
    gives: '/etc/institute.pem',
  },
  'modules.init': {
    set: { modules: { init: '~/init.sh' } },
    see: async (home) => {
      writeFileSync(join(home.home, 'init.sh'), '');
      return (await home.equip()).tools.modules === join(home.home, 'init.sh');
    },
    gives: true,
  },
  'modules.purge': {
    set: { modules: { purge: true } },
    see: (home) => scriptOf(home, { uv, modules: '/etc/lmod.sh' }, { modules: ['gcc'] }),
    gives: expect.stringContaining('module purge'),
  },
};
