import { here } from './foreground.js';
import type { Launcher } from './launcher.js';
import { local } from './local.js';
import { lsf } from './schedulers/lsf.js';
import { pbspro, torque } from './schedulers/pbs.js';
import { scheduled } from './schedulers/scheduled.js';
import { sge } from './schedulers/sge.js';
import { slurm } from './schedulers/slurm.js';

/** Where builds can run, by id; that of a scheduler is Open OnDemand's name of its adapter. */
export const launchers: Readonly<Record<string, Launcher>> = {
  local,
  here,
  slurm: scheduled(slurm),
  lsf: scheduled(lsf),
  pbspro: scheduled(pbspro),
  torque: scheduled(torque),
  sge: scheduled(sge),
};
