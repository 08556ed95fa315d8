/** What runs during and after a build, and who administers the site. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { type AuditRecord, writeAudit } from '../../../../src/builds/holding/audit.js';
import { notify } from '../../../../src/builds/holding/notify.js';
import { initialState } from '../../../../src/shared/builds/build-state.js';
import { phases } from '../../../../src/shared/builds/phases.js';
import { isAdministrator } from '../../../../src/web/pages/frame.js';
import type { Home } from '../../../support/home.js';
import { uv } from '../../../support/host.js';
import { serveHome } from '../../../support/web.js';
import { type Effects, scriptOf } from './effect.js';

const record: AuditRecord = {
  time: '2026-08-03T12:01:02.340Z',
  user: 'ada',
  host: 'node7',
  build: 'b',
  kernel: 'climate',
  generation: 1,
  manager: 'uv',
  result: 'succeeded',
  seconds: 1,
};

const directory = mkdtempSync(join(tmpdir(), 'create-kernel-audit-'));
afterAll(() => rmSync(directory, { recursive: true }));
const auditFile = join(directory, 'audit.log');

export const operationEffects: Effects = {
  ...Object.fromEntries(
    phases.flatMap((phase) =>
      ['before', 'after'].map((when) => [`hooks.${phase}.${when}`, hook(phase, when)]),
    ),
  ),
  ipython_history: {
    set: { ipython_history: false },
    see: (home) => scriptOf(home, { uv }),
    gives: expect.stringContaining('--HistoryManager.enabled=False'),
  },
  notify_command: {
    set: { notify_command: ['sh', '-c', 'echo it ran >&2; exit 1'] },
    see: ({ site }) => notify('b', initialState, site.config),
    gives: 'The site’s `notify_command` failed: it ran',
  },
  'audit.file': {
    set: { audit: { file: auditFile } },
    see: async ({ site }) => {
      rmSync(auditFile, { force: true });
      await writeAudit(record, site.config);
      return existsSync(auditFile);
    },
    gives: true,
  },
  'audit.syslog': {
    set: { audit: { syslog: true } },
    see: async ({ site }) => {
      const lines: string[] = [];
      await writeAudit(record, site.config, async (line) => void lines.push(line));
      return lines.map((line) => JSON.parse(line).kernel);
    },
    gives: ['climate'],
  },
  administrators: {
    set: { administrators: [userInfo().username] },
    see: ({ site }) => isAdministrator(site),
    gives: true,
  },
  jupyter_url: {
    set: { jupyter_url: 'https://jupyter.example/' },
    see: kernelsPage,
    gives: expect.stringContaining('href="https://jupyter.example/"'),
  },
  portal_url: {
    set: { portal_url: 'https://portal.example/app/' },
    see: (home) => scriptOf(home, { uv }),
    gives: expect.stringMatching(/missing_module\.py.*https:\/\/portal\.example\/app\\"/),
  },
  help_url: {
    set: { help_url: 'https://help.example/' },
    see: kernelsPage,
    gives: expect.stringContaining('href="https://help.example/"'),
  },
};

function hook(phase: string, when: string): Effects[string] {
  return {
    set: { hooks: { [phase]: { [when]: ['/opt/site/hook', `${when}-${phase}`] } } },
    see: (home) => scriptOf(home, { uv }),
    gives: expect.stringContaining(`/opt/site/hook ${when}-${phase}`),
  };
}

async function kernelsPage(home: Home): Promise<string> {
  const { ask } = await serveHome(home);
  return (await ask('/kernels')).text;
}
