/** All views by name, as functions (scripts/view-module.mjs). Parts are used by pages. */

import layout from './layout.ejs';
import build from './pages/build.ejs';
import builds from './pages/builds.ejs';
import create from './pages/create.ejs';
import disk from './pages/disk.ejs';
import doctor from './pages/doctor.ejs';
import kernelPage from './pages/kernel-page.ejs';
import kernels from './pages/kernels.ejs';
import message from './pages/message.ejs';
import preview from './pages/preview.ejs';
import update from './pages/update.ejs';
import buildData from './parts/builds/build-data.ejs';
import ended from './parts/builds/ended.ejs';
import figures from './parts/builds/figures.ejs';
import phaseChart from './parts/builds/phase-chart.ejs';
import phases from './parts/builds/phases.ejs';
import ready from './parts/builds/ready.ejs';
import recipeFiles from './parts/builds/recipe-files.ejs';
import steps from './parts/builds/steps.ejs';
import use from './parts/builds/use.ejs';
import badge from './parts/common/badge.ejs';
import copyButton from './parts/common/copy-button.ejs';
import copyLink from './parts/common/copy-link.ejs';
import copyable from './parts/common/copyable.ejs';
import problem from './parts/common/problem.ejs';
import problems from './parts/common/problems.ejs';
import time from './parts/common/time.ejs';
import changes from './parts/form/changes.ejs';
import examples from './parts/form/examples.ejs';
import field from './parts/form/field.ejs';
import myRecipes from './parts/form/my-recipes.ejs';
import packages from './parts/form/packages.ejs';
import runNotebook from './parts/form/run-notebook.ejs';
import servers from './parts/form/servers.ejs';
import summary from './parts/form/summary.ejs';
import generations from './parts/kernel/generations.ejs';
import health from './parts/kernel/health.ejs';
import installed from './parts/kernel/installed.ejs';
import kernel from './parts/kernel/kernel.ejs';
import kernelRow from './parts/kernel/kernel-row.ejs';
import logo from './parts/kernel/logo.ejs';
import operation from './parts/kernel/operation.ejs';
import removals from './parts/kernel/removals.ejs';
import result from './parts/kernel/result.ejs';
import tile from './parts/kernel/tile.ejs';
import log from './parts/log/log.ejs';
import logLine from './parts/log/log-line.ejs';

export const views: Record<string, typeof layout> = {
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
  installed,
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
  'run-notebook': runNotebook,
  servers,
  summary,
  tile,
  time,
  'recipe-files': recipeFiles,
  use,
};
