/** All views by name. Parts are used by pages. */
import build from './build.ejs';
import builds from './builds.ejs';
import create from './create.ejs';
import disk from './disk.ejs';
import doctor from './doctor.ejs';
import kernelPage from './kernel-page.ejs';
import kernels from './kernels.ejs';
import layout from './layout.ejs';
import message from './message.ejs';
import badge from './parts/badge.ejs';
import buildData from './parts/build-data.ejs';
import changes from './parts/changes.ejs';
import copyButton from './parts/copy-button.ejs';
import copyLink from './parts/copy-link.ejs';
import copyable from './parts/copyable.ejs';
import ended from './parts/ended.ejs';
import examples from './parts/examples.ejs';
import field from './parts/field.ejs';
import figures from './parts/figures.ejs';
import generations from './parts/generations.ejs';
import health from './parts/health.ejs';
import kernel from './parts/kernel.ejs';
import kernelRow from './parts/kernel-row.ejs';
import log from './parts/log.ejs';
import logLine from './parts/log-line.ejs';
import logo from './parts/logo.ejs';
import myRecipes from './parts/my-recipes.ejs';
import operation from './parts/operation.ejs';
import packages from './parts/packages.ejs';
import phaseChart from './parts/phase-chart.ejs';
import phases from './parts/phases.ejs';
import problem from './parts/problem.ejs';
import problems from './parts/problems.ejs';
import ready from './parts/ready.ejs';
import removals from './parts/removals.ejs';
import result from './parts/result.ejs';
import steps from './parts/steps.ejs';
import summary from './parts/summary.ejs';
import tile from './parts/tile.ejs';
import time from './parts/time.ejs';
import use from './parts/use.ejs';
import preview from './preview.ejs';
import update from './update.ejs';

export const views: Record<string, string> = {
  build,
  builds,
  create,
  disk,
  doctor,
  'kernel-page': kernelPage,
  kernels,
  layout,
  message,
  preview,
  update,
  badge,
  changes,
  'build-data': buildData,
  'copy-button': copyButton,
  'copy-link': copyLink,
  copyable,
  ended,
  examples,
  field,
  figures,
  generations,
  health,
  kernel,
  'kernel-row': kernelRow,
  log,
  'log-line': logLine,
  logo,
  'my-recipes': myRecipes,
  operation,
  packages,
  'phase-chart': phaseChart,
  phases,
  problem,
  problems,
  ready,
  removals,
  result,
  steps,
  summary,
  tile,
  time,
  use,
};
