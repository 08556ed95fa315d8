/** Installs a private conda in the kernel's directory, if the site has no conda but names an installer. */
import * as z from 'zod';
import { publicAddress } from '../../sources/public-text.js';
import type { Step } from '../../steps/plan.js';
import { command, write } from '../../steps/step.js';
import type { EnvironmentPaths, EnvironmentRequest, Host } from '../manager.js';

export const installerSettings = z.object({
  conda_installer: z
    .strictObject({
      url: publicAddress.describe('The URL of the installer.'),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, { error: 'a SHA-256 has 64 digits of 0-9 and a-f' })
        .describe('Its SHA-256 checksum; a file with another checksum is not run.'),
    })
    .optional()
    .describe(
      'An installer of conda, for a site without conda. Each kernel that needs it gets a private conda in its own directory.',
    ),
});

export function canInstallConda(host: Host): boolean {
  return Boolean(installerOf(host) && host.programs.curl);
}

function installerOf({ settings }: Host) {
  return installerSettings.parse(settings, { jitless: true }).conda_installer;
}

/** The path of its program. */
export function installedConda({ home }: Pick<EnvironmentPaths, 'home'>): string {
  return `${home}/installer/bin/conda`;
}

/** Downloads the installer, checks its hash and runs it. No steps if the site names none or has no curl. */
export function installConda({ host, paths }: EnvironmentRequest): Step[] {
  const installer = installerOf(host);
  if (!installer || !host.programs.curl) return [];
  const file = `${paths.staging}/conda-installer.sh`;
  const sums = `${paths.staging}/conda-installer.sha256`;
  const step = (id: string, title: string, tool: string) => ({ id, phase: 'create' as const, title, tool });
  const get = [host.programs.curl.path, '-fsSL', '-o', file, installer.url];
  return [
    command(step('get-conda', 'Download the conda installer', 'curl'), get),
    write(
      step('write-conda-hash', 'Write the expected hash of the conda installer', 'sha256sum'),
      sums,
      `${installer.sha256}  ${file}\n`,
    ),
    command(step('check-conda', 'Check the hash of the conda installer', 'sha256sum'), [
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
      `${paths.home}/installer`,
    ]),
  ];
}
