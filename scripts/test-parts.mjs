/** The real parts that the tests stand on: how to tell that each is there, and the Debian packages that bring it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const answers = (program, ...words) => spawnSync(program, words, { stdio: 'ignore' }).status === 0;

export const parts = [
  {
    name: 'Python with venv',
    packages: ['python3', 'python3-venv', 'python3-pip'],
    present: () => answers('python3', '-c', 'import ensurepip, venv'),
  },
  { name: 'curl', packages: ['curl', 'ca-certificates'], present: () => answers('curl', '--version') },
  { name: 'git', packages: ['git'], present: () => answers('git', '--version') },
  {
    name: 'a browser',
    packages: ['chromium', 'fonts-dejavu-core'],
    present: () => existsSync('/usr/bin/chromium'),
  },
  {
    name: 'environment modules',
    packages: ['environment-modules'],
    present: () => existsSync('/usr/share/modules/init/bash') || existsSync('/etc/profile.d/modules.sh'),
  },
  {
    name: 'nginx and Passenger, with what their module is made of',
    packages: ['nginx-light', 'nginx-dev', 'passenger', 'libjsoncpp-dev', 'g++', 'make'],
    present: () =>
      ['/usr/sbin/nginx', '/usr/share/nginx/src', '/usr/share/passenger', '/usr/include/jsoncpp'].every(
        existsSync,
      ) && answers('g++', '--version'),
  },
  { name: 'Apache', packages: ['apache2'], present: () => existsSync('/usr/sbin/apache2') },
  {
    name: 'Slurm',
    packages: ['slurm-wlm', 'munge'],
    present: () => existsSync('/usr/sbin/slurmctld') && existsSync('/usr/sbin/munged'),
  },
  {
    name: 'Grid Engine',
    packages: ['gridengine-master', 'gridengine-exec', 'gridengine-client'],
    present: () => existsSync('/usr/sbin/sge_qmaster') && existsSync('/usr/sbin/sge_execd'),
  },
  {
    name: 'Ruby, which the files for the dashboard are rendered by',
    packages: ['ruby', 'procps'],
    present: () => answers('ruby', '--version') && existsSync('/usr/bin/pkill'),
  },
  { name: 'rpm', packages: ['rpm'], present: () => answers('rpm', '--version') },
];

/** Installs what is missing, where this user may. Gives the names of what stays missing. */
export function provideParts() {
  const missing = parts.filter((part) => !part.present());
  if (missing.length === 0) return [];
  const packages = missing.flatMap((part) => part.packages);
  console.log(`Missing for the tests: ${missing.map((part) => part.name).join(', ')}`);
  if (process.getuid?.() === 0 && answers('apt-get', '--version')) {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...words) =>
      spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
  } else {
    console.log(`Install them with: apt install ${packages.join(' ')}`);
  }
  return parts.filter((part) => !part.present()).map((part) => part.name);
}
