/** A private conda in the kernel's own directory, where the site has none and names an installer. */
import type { Step } from '../steps/plan.js';
import { command, write } from '../steps/step.js';
import type { Host, Places, Request } from './manager.js';

export function canInstallConda({ config, tools }: Host): boolean {
  return Boolean(config.conda_installer && tools.curl);
}

/** Where its program will be. */
export function installedConda({ home }: Pick<Places, 'home'>): string {
  return `${home}/installer/bin/conda`;
}

/** Gets the installer, checks its hash, and runs it. No steps where the site cannot. */
export function installConda({ host, places }: Request): Step[] {
  const { conda_installer: installer } = host.config;
  if (!installer || !host.tools.curl) return [];
  const file = `${places.staging}/conda-installer.sh`;
  const sums = `${places.staging}/conda-installer.sha256`;
  const step = (id: string, title: string, tool: string) => ({ id, phase: 'create' as const, title, tool });
  const get = [host.tools.curl.path, '-fsSL', '-o', file, installer.url];
  return [
    command(step('get-conda', 'Get the conda installer', 'curl'), get),
    write(
      step('write-conda-hash', 'Write down the hash that it must have', 'sha256sum'),
      sums,
      `${installer.sha256}  ${file}\n`,
    ),
    command(step('check-conda', 'Check that it is the one that the site trusts', 'sha256sum'), [
      'sha256sum',
      '--check',
      sums,
    ]),
    command(step('install-conda', 'Install a private conda', 'conda'), [
      'bash',
      file,
      '-b',
      '-u',
      '-p',
      `${places.home}/installer`,
    ]),
  ];
}
