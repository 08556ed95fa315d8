/** A real Slurm with one node on this host, with its own key, ports and directories, for an ordinary user's jobs. */
import { type ChildProcess, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { freemem, hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/free-port.js';
import { waitFor } from '../../support/wait.js';
import { endDaemon, startDaemon } from '../daemon.js';

export class Slurm {
  readonly node = hostname().split('.')[0] ?? '';
  private controller: ChildProcess | undefined;
  private readonly others: ChildProcess[] = [];

  private constructor(
    readonly directory: string,
    /** The path of slurm.conf. */
    readonly configuration: string,
  ) {}

  /** Starts all of it; resolves when the node takes jobs. */
  static async start(): Promise<Slurm> {
    const directory = mkdtempSync(join(tmpdir(), 'create-kernel-slurm-'));
    chmodSync(directory, 0o755);
    const slurm = new Slurm(directory, join(directory, 'slurm.conf'));
    const [controller, node] = [await freePort(), await freePort()];
    for (const name of ['state', 'spool', 'munge']) mkdirSync(join(directory, name));
    writeFileSync(slurm.configuration, slurm.settings(controller, node));
    try {
      await slurm.startMunge();
      slurm.startController();
      slurm.others.push(startDaemon('slurmd', ['-D', '-f', slurm.configuration], slurm.environment));
      await waitFor('the node to be idle', () => slurm.run('sinfo', '-h', '-o', '%t') === 'idle');
      return slurm;
    } catch (error) {
      await slurm.stop();
      throw error;
    }
  }

  /** Stops the controller, as an update does; jobs continue. */
  async stopController(): Promise<void> {
    await endDaemon(this.controller);
  }

  /**
   * Starts it again; resolves when the node has registered. At that, the node deletes the scripts of jobs that do not run
   * yet, so that a job of that moment would fail.
   */
  async restartController(): Promise<void> {
    this.startController();
    const registered = /SlurmdStartTime=\d/;
    await waitFor('the node to register', () =>
      registered.test(this.run('scontrol', 'show', 'node', '--oneliner')),
    );
  }

  private startController(): void {
    this.controller = startDaemon('slurmctld', ['-D', '-f', this.configuration], this.environment);
  }

  /** The output of a Slurm command run by a user. @throws an error if it fails. */
  runAs(user: { uid: number; gid: number }, cwd: string, program: string, ...words: string[]): string {
    const options = { ...user, cwd, env: this.environment, encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync(program, words, options).trim();
  }

  /** The output of a Slurm command run by an administrator; undefined if it fails. */
  run(program: string, ...words: string[]): string {
    try {
      const options = { env: this.environment, encoding: 'utf8', stdio: 'pipe', timeout: 120_000 } as const;
      return execFileSync(program, words, options).trim();
    } catch {
      return '';
    }
  }

  async stop(): Promise<void> {
    await this.endJobs().catch(() => {});
    for (const each of [this.controller, ...this.others.reverse()]) await endDaemon(each);
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** A job's slurmstepd does not end until it has reported the job's end to the controller. */
  private async endJobs(): Promise<void> {
    const jobs = () => this.run('squeue', '-h', '-o', '%i').split('\n').filter(Boolean);
    if (jobs().length > 0) this.run('scancel', ...jobs());
    await waitFor('the jobs to end', () => jobs().length === 0);
  }

  private get environment() {
    return { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', SLURM_CONF: this.configuration };
  }

  private async startMunge(): Promise<void> {
    const at = (name: string) => join(this.directory, 'munge', name);
    writeFileSync(at('key'), randomBytes(128), { mode: 0o400 });
    const files = [`--key-file=${at('key')}`, `--socket=${at('socket')}`, `--pid-file=${at('pid')}`];
    files.push(`--log-file=${at('log')}`, `--seed-file=${at('seed')}`);
    this.others.push(startDaemon('munged', ['--foreground', '--force', ...files], this.environment));
    await waitFor('munge to answer', () => this.run('munge', '-n', `--socket=${at('socket')}`) !== '');
  }

  private settings(controller: number, node: number): string {
    const at = (name: string) => join(this.directory, name);
    const memory = Math.min(4000, Math.floor(freemem() / 1e6));
    return `
ClusterName=test
SlurmctldHost=${this.node}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${node}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${at('munge/socket')}
CredType=cred/munge
StateSaveLocation=${at('state')}
SlurmdSpoolDir=${at('spool')}
SlurmctldPidFile=${at('slurmctld.pid')}
SlurmdPidFile=${at('slurmd.pid')}
SlurmctldLogFile=${at('slurmctld.log')}
SlurmdLogFile=${at('slurmd.log')}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=1
JobAcctGatherParams=OverMemoryKill
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
KillWait=5
MessageTimeout=2
EnforcePartLimits=ALL
SchedulerParameters=sched_interval=1,bf_interval=1
NodeName=${this.node} NodeAddr=127.0.0.1 CPUs=2 RealMemory=${memory}
PartitionName=main Nodes=ALL Default=YES MaxTime=120 State=UP
PartitionName=short Nodes=ALL MaxTime=1 State=UP
`;
  }
}
