/** A real Grid Engine on one host, with its own root, cell, ports and spool, for an ordinary user's jobs. */
import { type ChildProcess, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/free-port.js';
import { waitFor } from '../../support/wait.js';
import { endDaemon, startDaemon } from '../daemon.js';

const SHARED = '/usr/share/gridengine';
const PROGRAMS = '/usr/lib/gridengine';
const host = hostname();

export class GridEngine {
  private readonly daemons: ChildProcess[] = [];

  private constructor(
    /** SGE_ROOT. */
    readonly directory: string,
    private readonly environment: Record<string, string>,
  ) {}

  /** Starts all of it; resolves when the queue takes jobs. */
  static async start(): Promise<GridEngine> {
    const directory = mkdtempSync(join(tmpdir(), 'create-kernel-sge-'));
    chmodSync(directory, 0o755);
    const engine = new GridEngine(directory, {
      ...{ PATH: '/usr/sbin:/usr/bin:/sbin:/bin', SGE_ROOT: directory, SGE_CELL: 'default', SGE_ND: '1' },
      ...{ SGE_QMASTER_PORT: `${await freePort()}`, SGE_EXECD_PORT: `${await freePort()}` },
    });
    try {
      engine.makeCell();
      engine.daemons.push(startDaemon('/usr/sbin/sge_qmaster', [], engine.environment));
      await waitFor('sge_qmaster to answer', () => engine.run('qconf', '-sh') !== '');
      engine.configure();
      engine.daemons.push(startDaemon('/usr/sbin/sge_execd', [], engine.environment));
      await waitFor('the node to be there', () => /lx-/.test(engine.run('qhost', '-h', host)));
      return engine;
    } catch (error) {
      await engine.stop();
      throw error;
    }
  }

  /** A directory of wrappers that find this Grid Engine, as a site names it as `bin` in its cluster file. */
  get bin(): string {
    return this.at('wrappers');
  }

  /** The output of a command run by an administrator; undefined if it fails. */
  run(program: string, ...words: string[]): string {
    try {
      const options = { env: this.environment, encoding: 'utf8', stdio: 'pipe', timeout: 120_000 } as const;
      return execFileSync(program, words, options).trim();
    } catch {
      return '';
    }
  }

  async stop(): Promise<void> {
    for (const daemon of this.daemons.reverse()) await endDaemon(daemon);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private at(...path: string[]): string {
    return join(this.directory, ...path);
  }

  private write(name: string, text: string): string {
    writeFileSync(this.at(name), text);
    return this.at(name);
  }

  /** Does the same as Debian's init_cluster, in another directory and without its user. */
  private makeCell(): void {
    for (const name of ['bin', 'lib', 'utilbin', 'util'])
      symlinkSync(join('/var/lib/gridengine', name), this.at(name));
    for (const name of ['default/common', 'qmaster/job_scripts', 'execd', 'spool', 'wrappers'])
      mkdirSync(this.at(name), { recursive: true });
    this.write('default/common/act_qmaster', `${host}\n`);
    // If the host's name resolves to 127.0.0.1, the reverse look-up gives `localhost`.
    this.write('default/common/host_aliases', `${host} localhost\n`);
    this.write(
      'default/common/bootstrap',
      changed('default-bootstrap', {
        admin_user: 'root',
        spooling_params: this.at('spool'),
        qmaster_spool_dir: this.at('qmaster'),
      }),
    );
    const configuration = changed('default-configuration', {
      execd_spool_dir: this.at('execd'),
      mailer: '/bin/true',
      administrator_mail: 'none',
      load_report_time: '00:00:02',
      reporting_params: 'accounting=true reporting=false flush_time=00:00:15 accounting_flush_time=00:00:00',
    });
    this.fill(['spoolinit', 'berkeleydb', 'libspoolb', this.at('spool'), 'init']);
    this.fill(['spooldefaults', 'configuration', this.write('configuration', configuration)]);
    this.fill(['spooldefaults', 'complexes', `${SHARED}/util/resources/centry`]);
    this.fill(['spooldefaults', 'usersets', `${SHARED}/util/resources/usersets`]);
    this.fill(['spooldefaults', 'managers', 'root']);
    for (const name of ['qsub', 'qstat', 'qacct', 'qdel']) this.writeWrapper(name);
  }

  private fill([program = '', ...words]: string[]): void {
    execFileSync(join(PROGRAMS, program), words, { env: this.environment, stdio: 'pipe' });
  }

  private writeWrapper(name: string): void {
    const variables = ['SGE_ROOT', 'SGE_CELL', 'SGE_QMASTER_PORT', 'SGE_EXECD_PORT'];
    const settings = variables.map((variable) => `${variable}=${this.environment[variable]}`);
    const path = this.write(
      `wrappers/${name}`,
      `#!/bin/sh\nexec env ${settings.join(' ')} /usr/bin/${name} "$@"\n`,
    );
    chmodSync(path, 0o755);
  }

  private configure(): void {
    const none = ['load_scaling', 'complex_values', 'user_lists', 'xuser_lists', 'projects', 'xprojects'];
    const lines = [...none, 'usage_scaling', 'report_variables'].map((name) => `${name} NONE`);
    this.run('qconf', '-as', host);
    this.run('qconf', '-Ae', this.write('host', [`hostname ${host}`, ...lines, ''].join('\n')));
    this.run('qconf', '-Ahgrp', this.write('group', `group_name @allhosts\nhostlist ${host}\n`));
    const queue = change(this.run('qconf', '-sq'), {
      ...{ qname: 'main.q', hostlist: '@allhosts', slots: '4' },
      ...{ load_thresholds: 'NONE', pe_list: 'NONE', shell_start_mode: 'unix_behavior' },
    });
    this.run('qconf', '-Aq', this.write('queue', `${queue}\n`));
    const quick = { schedule_interval: '0:0:1', flush_submit_sec: '1', flush_finish_sec: '1' };
    this.run('qconf', '-Msconf', this.write('scheduler', `${change(this.run('qconf', '-ssconf'), quick)}\n`));
  }
}

/** One of Debian's files with other values. */
function changed(name: string, values: Record<string, string>): string {
  return change(readFileSync(join(SHARED, name), 'utf8'), values);
}

function change(text: string, values: Record<string, string>): string {
  return Object.entries(values).reduce(
    (before, [name, value]) => before.replace(new RegExp(`^${name}\\s.*$`, 'm'), `${name} ${value}`),
    text,
  );
}
