/** The programs that the tests need: how to detect each, and its Debian packages. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fetchBy } from './fetching.mjs';

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
    name: 'nginx and Passenger, with what their module needs to compile',
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
    name: 'Ruby, which renders the dashboard’s files',
    packages: ['ruby', 'procps'],
    present: () => answers('ruby', '--version') && existsSync('/usr/bin/pkill'),
  },
  {
    name: 'ss, which counts what a build downloads',
    packages: ['iproute2'],
    present: () => answers('ss', '-V'),
  },
  {
    name: 'the shells that complete commands',
    packages: ['bash', 'zsh', 'fish'],
    present: () => ['bash', 'zsh', 'fish'].every((shell) => answers(shell, '--version')),
  },
  { name: 'OpenSSL', packages: ['openssl'], present: () => answers('openssl', 'version') },
  { name: 'rpm', packages: ['rpm'], present: () => answers('rpm', '--version') },
];

/** Installs missing parts, if this user can. Returns the names of those that are still missing. */
export async function provideParts() {
  const missing = parts.filter((part) => !part.present());
  if (missing.length === 0) return [];
  const packages = missing.flatMap((part) => part.packages);
  console.log(`Missing for the tests: ${missing.map((part) => part.name).join(', ')}`);
  if (process.getuid?.() === 0 && answers('apt-get', '--version')) await install(packages);
  else console.log(`Install them with: apt install ${packages.join(' ')}`);
  return parts.filter((part) => !part.present()).map((part) => part.name);
}

/** Installs all at once, or else one by one, so that a package that this Debian does not have does not affect the others. */
async function install(packages) {
  // Otherwise Debian's packages start daemons, which take ports that the tests need.
  const withoutDaemons = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = async (...words) => {
    try {
      await fetchBy(['apt-get', '-qq', ...words], { environment: withoutDaemons });
      return true;
    } catch (error) {
      console.error(error.message);
      return false;
    }
  };
  const add = (...names) => apt('install', '-y', '--no-install-recommends', ...names);
  await apt('update');
  if (!(await add(...packages))) for (const name of packages) await add(name);
}
