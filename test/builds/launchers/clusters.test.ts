import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readClusters } from '../../../src/builds/launchers/clusters.js';
import { siteSchema } from '../../../src/site/settings/index.js';
import { makeHome } from '../../support/home.js';

/** The clusters of a directory with these files. */
function clustersOf(files: Record<string, string>, settings: object = {}) {
  const directory = join(makeHome().directory, 'clusters.d');
  mkdirSync(directory);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  const config = siteSchema.parse({ build_on: { clusters_directory: directory, ...settings } });
  return readClusters({ config });
}

const job = (lines: string, more = '') =>
  `---\nv2:\n  metadata:\n    title: "Owens"\n  job:\n${lines.replace(/^/gm, '    ')}\n${more}`;
const plain = job('adapter: slurm');
const acl = (type: string, groups: string) =>
  `  acls:\n    - adapter: group\n      groups: [${groups}]\n      type: ${type}\n`;

describe('Clusters come from Open OnDemand’s own files', () => {
  it.each([
    [
      'adapter: slurm\nbin: /usr/bin\nconf: /etc/slurm/slurm.conf\ncluster: owens\nbin_overrides:\n  sbatch: /usr/local/bin/sbatch',
      {
        bin: '/usr/bin',
        name: 'owens',
        bin_overrides: { sbatch: '/usr/local/bin/sbatch' },
        environment: { SLURM_CONF: '/etc/slurm/slurm.conf' },
      },
    ],
    [
      'adapter: lsf\nbindir: /opt/lsf/bin\nlibdir: /opt/lsf/lib\nenvdir: /opt/lsf/conf\nserverdir: /opt/lsf/etc',
      {
        bin: '/opt/lsf/bin',
        environment: {
          LSF_LIBDIR: '/opt/lsf/lib',
          LSF_ENVDIR: '/opt/lsf/conf',
          LSF_SERVERDIR: '/opt/lsf/etc',
          LSF_BINDIR: '/opt/lsf/bin',
        },
      },
    ],
    [
      'adapter: torque\nhost: owens-batch.example.org',
      { environment: { PBS_DEFAULT: 'owens-batch.example.org' } },
    ],
    [
      'adapter: pbspro\nhost: pbs\npbs_exec: /opt/pbs',
      { environment: { PBS_DEFAULT: 'pbs', PBS_EXEC: '/opt/pbs' } },
    ],
    ['adapter: sge\nsge_root: /sge\ncluster: cell', { environment: { SGE_ROOT: '/sge', SGE_CELL: 'cell' } }],
    ['adapter: slurm\nsubmit_host: login1', { submit_host: 'login1' }],
  ])('%j', (lines, expected) => {
    expect(clustersOf({ 'owens.yml': job(lines) })).toMatchObject([
      { id: 'owens', title: 'Owens', ...expected },
    ]);
  });

  it('in the order of their ids, of which the site may offer some', () => {
    const files = { 'b.yml': plain, 'a.yaml': plain, 'c.yml': plain, 'README.md': '', '.a.yml.swp': plain };
    expect(clustersOf(files).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(clustersOf(files, { clusters: ['c', 'b', 'x'] }).map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it.each([
    ['what is no YAML', 'v2: [1\n'],
    ['another version', 'v1:\n  title: old\n'],
    ['no job section', 'v2:\n  metadata:\n    title: login only\n'],
    ['a hidden one', plain.replace('title: "Owens"', 'hidden: true')],
    ['an adapter that is no scheduler', job('adapter: linux_host')],
    ['an adapter of every object’s', job('adapter: constructor')],
    ['a host that is an option', job('adapter: slurm\nsubmit_host: -oProxyCommand=x')],
    ['a group that the user is not in', `${plain}${acl('whitelist', '"no-such-group"')}`],
    ['an access rule that cannot be decided here', `${plain}  acls:\n    - adapter: other\n`],
  ])('and %s does not hide the others', (_, text) => {
    expect(clustersOf({ 'broken.yml': text, 'owens.yml': plain }).map(({ id }) => id)).toEqual(['owens']);
  });

  it('and a group on a blocklist does not exclude other users', () => {
    expect(clustersOf({ 'owens.yml': `${plain}${acl('blacklist', '"no-such-group"')}` })).toHaveLength(1);
  });

  it('none if the directory is missing', () => {
    const config = siteSchema.parse({ build_on: { clusters_directory: '/nowhere' } });
    expect(readClusters({ config })).toEqual([]);
  });
});
