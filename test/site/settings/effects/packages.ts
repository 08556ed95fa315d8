/** What may be installed, and from where. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { collect, userErrorsOf } from '../../../../src/base/errors.js';
import { initialValues } from '../../../../src/form/site-form.js';
import { checkedAddress } from '../../../../src/given/address.js';
import { filesAtAddress } from '../../../../src/given/fetch.js';
import { readSite } from '../../../../src/site/site.js';
import { credentialsFiles } from '../../../../src/site/tools/credentials-files.js';
import { gpuChoices } from '../../../../src/web/pages/create/create-page.js';
import type { Home } from '../../../support/home.js';
import { conda, toolsOf, uv } from '../../../support/host.js';
import { type Effects, refused, scriptOf } from './effect.js';

const index = 'https://index.example/simple';
const wheel = 'https://files.example/a-1-py3-none-any.whl';

/** The size limit that a program in place of curl gets. */
async function limitOfCurl({ site, directory }: Home): Promise<string> {
  const path = join(directory, 'curl');
  const lines = ['while [ "$1" != --max-filesize ]; do shift; done', 'echo "$2"', 'echo 200 >&2'];
  writeFileSync(path, `#!/bin/sh\n${lines.join('\n')}\n`, { mode: 0o755 });
  const equip = async () => ({ ...site, tools: toolsOf({ curl: { path, version: '8.0' } }) });
  const [file] = await filesAtAddress('https://files.example/a', { ...site, equip });
  return Buffer.from(file?.bytes ?? [])
    .toString()
    .trim();
}

/** The program that reads a repository: one in place of curl, or one in place of git, which fails. */
async function readsRepositories({ site, directory }: Home): Promise<string> {
  const [curl, git] = [join(directory, 'curl'), join(directory, 'git')];
  writeFileSync(curl, '#!/bin/sh\necho curl\necho 200 >&2\n', { mode: 0o755 });
  writeFileSync(git, '#!/bin/sh\n[ "$1" = --version ]\n', { mode: 0o755 });
  const environment = { ...site.environment, PATH: `${directory}:${site.environment.PATH}` };
  const equip = async () => ({
    ...site,
    environment,
    tools: toolsOf({ curl: { path: curl, version: '8.0' } }),
  });
  const given = 'https://files.example/lab/code.git';
  try {
    const [file] = await filesAtAddress(given, { ...site, equip });
    return Buffer.from(file?.bytes ?? [])
      .toString()
      .trim();
  } catch (error) {
    return userErrorsOf(error)[0]?.code ?? '';
  }
}

export const packageEffects: Effects = {
  'channels.default': {
    set: { channels: { default: ['institute'] } },
    see: (home) => scriptOf(home, { conda, interpreters: [] }),
    gives: expect.stringContaining('--channel institute'),
  },
  'channels.allowed': {
    set: { channels: { allowed: ['bioconda'] } },
    see: (home) => refused(home, { channels: ['other'] }),
    gives: ['channel-not-allowed'],
  },
  'channels.forbidden': {
    set: { channels: { forbidden: ['defaults'] } },
    see: (home) => refused(home, { channels: ['defaults'] }),
    gives: ['channel-forbidden'],
  },
  'indexes.default': {
    set: { indexes: { default: [index] } },
    see: (home) => scriptOf(home, { uv }),
    gives: expect.stringContaining(`--index-url ${index}`),
  },
  'indexes.allowed': {
    set: { indexes: { allowed: [index] } },
    see: (home) => refused(home, { channels: ['https://other.example/simple'] }),
    gives: ['channel-not-allowed'],
  },
  'indexes.forbidden': {
    set: { indexes: { forbidden: [index] } },
    see: (home) => refused(home, { channels: [index] }),
    gives: ['channel-forbidden'],
  },
  package_hosts: {
    set: { package_hosts: ['files.example'] },
    see: (home) => refused(home, { packages: [wheel] }),
    gives: [],
  },
  'intake.hosts': {
    set: { intake: { hosts: ['files.example'] } },
    see: ({ site }) =>
      collect([], () => checkedAddress('https://files.example/a', site.config.intake.hosts))?.host,
    gives: 'files.example',
  },
  'intake.git': {
    beside: { intake: { hosts: ['files.example'] } },
    set: { intake: { hosts: ['files.example'], git: false } },
    see: readsRepositories,
    gives: 'curl',
  },
  'intake.megabytes': {
    beside: { intake: { hosts: ['files.example'] } },
    set: { intake: { hosts: ['files.example'], megabytes: 0.5 } },
    see: limitOfCurl,
    gives: '500000',
  },
  forbidden_packages: {
    set: { forbidden_packages: ['miner'] },
    see: (home) => refused(home, { packages: ['Miner'] }),
    gives: ['package-forbidden'],
  },
  default_packages: {
    set: { default_packages: ['ipywidgets', 'tqdm'] },
    see: ({ site }) => initialValues(site).kernel_packages,
    gives: 'ipywidgets\ntqdm',
  },
  required_packages: {
    set: { required_packages: ['site-tools'] },
    see: (home) => scriptOf(home, { uv }),
    gives: expect.stringContaining('\nsite-tools\n'),
  },
  ...Object.fromEntries(
    Object.entries(credentialsFiles).map(([name, { variable }]) => [
      `credentials.${name}`,
      file(name, variable),
    ]),
  ),
  'gpus[].title': ofGpu({ title: 'H100 nodes' }, { title: 'H100 nodes (CUDA 12.4)' }),
  'gpus[].cuda': ofGpu({ cuda: '12.8' }, { variables: { CONDA_OVERRIDE_CUDA: '12.8' } }),
  'gpus[].torch_backend': ofGpu(
    { torch_backend: 'cu124' },
    { variables: { CONDA_OVERRIDE_CUDA: '12.4', UV_TORCH_BACKEND: 'cu124' } },
  ),
  'gpus[].index': ofGpu({ index }, { channel: `extra-index-url=${index}` }),
};

/** A setting of the only GPU. */
function ofGpu(fields: object, gives: object): Effects[string] {
  const gpu = { title: 'GPU nodes', cuda: '12.4' };
  return {
    beside: { gpus: [gpu] },
    set: { gpus: [{ ...gpu, ...fields }] },
    see: ({ site }) => gpuChoices(site.config)[1],
    gives: expect.objectContaining(gives),
  };
}

/** The tools get the path of a user's file. */
function file(setting: string, variable: string): Effects[string] {
  return {
    set: { credentials: { [setting]: '~/the-file' } },
    see: async (home) => {
      const path = join(home.home, 'the-file');
      writeFileSync(path, '', { mode: 0o600 });
      return readSite(home.environment).environment[variable] === path;
    },
    gives: true,
  };
}
