import { foreground } from './foreground.js';
import type { Launcher } from './launcher.js';
import { local } from './local.js';
import { lsf } from './schedulers/lsf.js';
import { pbspro, torque } from './schedulers/pbs.js';
import { scheduled } from './schedulers/scheduled.js';
import { sge } from './schedulers/sge.js';
import { slurm } from './schedulers/slurm.js';

/** All launchers by id. A scheduler's id is the name of its adapter in Open OnDemand. */
export const launchers: Readonly<Record<string, Launcher>> = {
  local,
  here: foreground,
  slurm: scheduled(slurm),
  lsf: scheduled(lsf),
  pbspro: scheduled(pbspro),
  torque: scheduled(torque),
  sge: scheduled(sge),
};
