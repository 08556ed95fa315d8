import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { appRoot } from '../../src/base/program.js';
import { Dashboard, type Launched } from '../support/dashboard.js';
import { copyApp } from './app-copy.js';
import { hostileTexts } from './hostile.js';

const form: { form: string[] } = parse(readFileSync(join(appRoot, 'form.yml'), 'utf8'));
const app = copyApp();
const data = join(app, 'data');
mkdirSync(data);

const everywhere = (text: string) => Object.fromEntries(form.form.map((id) => [id, text]));
const names = Object.keys(hostileTexts);
let plain: Launched;
let hostile: Record<string, Launched>;

beforeAll(async () => {
  const values = [everywhere(''), ...names.map((name) => everywhere(hostileTexts[name] ?? ''))];
  const [first, ...others] = await new Dashboard().launch(
    ...values.map((each) => ({ app, data, values: each })),
  );
  plain = first as Launched;
  hostile = Object.fromEntries(others.map((launched, at) => [names[at], launched]));
});

/** The staged files except JSON files, with their modes and without the folder's name. */
function stagedFiles({ staged }: Launched): Record<string, string> {
  const paths = readdirSync(staged, { recursive: true, encoding: 'utf8' }).filter((path) => {
    return statSync(join(staged, path)).isFile() && !path.endsWith('.json');
  });
  const entries = paths.map((path) => {
    const text = readFileSync(join(staged, path), 'utf8').replaceAll(staged, 'STAGED');
    return [path, `${(statSync(join(staged, path)).mode & 0o777).toString(8)} ${text}`];
  });
  return Object.fromEntries(entries);
}

const submitted = ({ submit, words, staged }: Launched) => ({
  submit,
  words: words.map((word) => word.replaceAll(staged, 'STAGED')),
});

describe.each(names)('With %s in every field', (name) => {
  it('the job gets it as typed', () => {
    const launched = hostile[name] as Launched;
    const found = JSON.parse(readFileSync(join(launched.staged, 'user_defined_context.json'), 'utf8'));
    expect(found).toEqual({ cluster: 'alpha', ...everywhere(hostileTexts[name] ?? '') });
  });

  it('no other file, and no request to the scheduler, differs from those of an empty form', () => {
    const launched = hostile[name] as Launched;
    expect(stagedFiles(launched)).toEqual(stagedFiles(plain));
    expect(submitted(launched)).toEqual(submitted(plain));
  });
});

describe('A session’s folder', () => {
  it('has scripts with bash syntax, and an executable one for the job', () => {
    const scripts = readdirSync(plain.staged).filter((file) => file.endsWith('.sh'));
    expect(scripts.sort()).toEqual(['after.sh', 'before.sh', 'job_script_content.sh', 'script.sh']);
    for (const script of scripts) execFileSync('bash', ['-n', join(plain.staged, script)]);
    expect(statSync(join(plain.staged, 'script.sh')).mode & 0o777).toBe(0o755);
  });

  it('has the site’s settings, one document for each file, and the Node.js that they name', async () => {
    const site = join(data, 'site');
    mkdirSync(site);
    writeFileSync(join(site, '10-first.yml'), '# Ours\n---\nsearch_path: ["/opt/ours"]\n');
    writeFileSync(
      join(site, '20-second.yaml'),
      "build_on: { node: '${TREE}/it''s node' }\nmanagers: { uv: { path: /a } }",
    );
    writeFileSync(join(site, 'notes.txt'), 'none of it');
    const dashboard = new Dashboard({ CREATE_KERNEL_SITE: site, TREE: '/opt/a b' });
    const [{ staged } = plain] = await dashboard.launch({ app, data, values: {} });
    const documents = parseAllDocuments(readFileSync(join(staged, 'site.yml'), 'utf8'));
    const settings = documents.map((document) => document.toJS()).filter((each) => each !== null);
    expect(settings).toEqual([
      { search_path: ['/opt/ours'] },
      { build_on: { node: "${TREE}/it's node" }, managers: { uv: { path: '/a' } } },
    ]);
    const line = /^for node in (.*); do$/m.exec(readFileSync(join(staged, 'script.sh'), 'utf8'))?.[1];
    const words = execFileSync('bash', ['-c', `printf '%s\\n' ${line}`], { encoding: 'utf8' }).split('\n');
    expect(words.slice(0, 2)).toEqual(["/opt/a b/it's node", 'node']);
  });
});

describe('A mistake in the site’s settings', () => {
  const site = join(data, 'broken.yml');
  const launch = (from: string) =>
    new Dashboard({ CREATE_KERNEL_SITE: site }).launch({ app: from, data, values: {} });

  it.each([
    ['text that is not YAML', 'build_on: {hours: [\n', /, line [12], has a mistake at `YAML`: did not find/],
    ['an unknown alias', 'search_path: *tools\n', / has a mistake at `YAML`: .*tools/],
    [
      'a list by an alias',
      'limits: &all [1]\nbuild_on: { hours: *all }\n',
      /, line 2, .* `build_on.hours`: must be a map/,
    ],
    [
      'a list in place of a map',
      '---\n{}\n---\nbuild_on: [hours]\n',
      /, line 4, .* `build_on`: must be a map/,
    ],
    [
      'a text in place of a list',
      'build_on:\n  native: --exclusive\n',
      /, line 2, .* `build_on.native`: must be a list/,
    ],
    [
      'a text in place of a number',
      'build_on:\n  hours:\n    most: "4"\n',
      /, line 3, .* `build_on.hours.most`: must be a number/,
    ],
  ])('is reported with its file, its line, and what to do: %s', async (_what, text, message) => {
    writeFileSync(site, text);
    await expect(launch(app)).rejects.toThrow(`The site file \`${site}\``);
    await expect(launch(app)).rejects.toThrow(message);
    await expect(launch(app)).rejects.toThrow(/administrator to fix it: `bin\/create-kernel doctor`/);
  });

  it.each(['script.sh.erb', 'site.yml.erb'])('is reported by %s too', async (name) => {
    writeFileSync(site, 'build_on: [hours]\n');
    const alone = copyApp();
    writeFileSync(join(alone, 'submit.yml.erb'), '--- {}\n');
    for (const other of readdirSync(join(alone, 'template')))
      if (other !== name) rmSync(join(alone, 'template', other), { recursive: true });
    await expect(launch(alone)).rejects.toThrow(/broken\.yml`, line 1, .* `build_on`: must be a map/);
  });
});

it('The dashboard does not fill in the next form with the variables of this one', () => {
  const { attributes } = parse(readFileSync(join(appRoot, 'form.yml'), 'utf8'));
  const fields = Object.keys(attributes).filter((id) => id.endsWith('_variables'));
  expect(fields).toHaveLength(2);
  for (const id of fields) expect(attributes[id].cacheable).toBe(false);
});

describe('The scheduler is asked for what was typed', () => {
  const typed = {
    job_queue: ' short ',
    job_account: 'proj-12.a',
    job_hours: '1.5',
    job_cores: '4',
    job_memory: '10',
  };
  const asked = { queue_name: 'short', accounting_id: 'proj-12.a', wall_time: 5400 };

  it.each<[string, unknown]>([
    ['slurm', ['--nodes=1', '--ntasks=1', '--cpus-per-task=4', '--mem=10240M']],
    ['lsf', ['-n', '4', '-R', 'span[hosts=1] rusage[mem=10240MB]', '-M', '10240MB']],
    ['pbspro', ['-l', 'select=1:ncpus=4:mem=10240mb']],
    ['torque', { resources: { nodes: '1:ppn=4', mem: '10240mb' } }],
    ['sge', ['-l', 'mem_free=10240M']],
    ['linux_host', undefined],
  ])('in the words of %s', async (adapter, native) => {
    const launch = { app, data, values: typed, clusters: { alpha: adapter } };
    const [launched] = await new Dashboard().launch(launch);
    expect(launched?.submit).toEqual({
      batch_connect: { template: 'basic' },
      script: { ...asked, ...(native !== undefined && { native }) },
    });
  });

  it('within the site’s limits, with its defaults and native arguments', async () => {
    const site = join(data, 'limits.yml');
    writeFileSync(
      site,
      `build_on:
  queues: [build, long]
  hours: { default: 1, most: 3 }
  cores: { most: 2 }
  native: ["--exclusive"]
`,
    );
    const dashboard = new Dashboard({ CREATE_KERNEL_SITE: site });
    const values = { ...typed, job_queue: 'other', job_hours: '99', job_memory: '1' };
    const [most, initial] = await dashboard.launch(
      { app, data, values },
      { app, data, values: { job_hours: '' } },
    );
    expect(most?.submit.script).toEqual({
      accounting_id: 'proj-12.a',
      wall_time: 10800,
      native: ['--nodes=1', '--ntasks=1', '--cpus-per-task=2', '--mem=1024M', '--exclusive'],
    });
    expect(initial?.submit.script).toMatchObject({ queue_name: 'build', wall_time: 3600 });
  });
});
