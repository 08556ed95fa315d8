/**
 * Packages that cannot be installed here, by their names on conda channels and on the package index. Full exports,
 * `conda list` and `pip freeze` name them. From the metadata of these packages: `libcxx`, which exports of Macs name too, is
 * built for Linux (https://github.com/conda-forge/libcxx-feedstock), and stays.
 */
import { indexName } from './index-name.js';

const ELSEWHERE: readonly { names: RegExp; reason: string }[] = [
  {
    names:
      /^(?:vc\d*|vc\d+-runtime|vs20\d\d.*|ucrt|m2w64-.*|msys2-.*|pywin32.*|pypiwin32|pywinpty|winpty|wincertstore|win-inet-pton|win-unicode-console|win32-setctime|windows-curses|wmi|console-shortcut|menuinst|icc-rt|pyreadline3?)$/,
    reason: 'it is for Windows only',
  },
  {
    names:
      /^(?:appnope|pyobjc.*|applaunchservices|python-app|cctools.*|ld64.*|tapi|sigtool|.*-osx-(?:64|arm64))$/,
    reason: 'it is for macOS only',
  },
  {
    // A name that Debian's pip invented: https://bugs.launchpad.net/bugs/1635463.
    names: /^pkg-resources$/,
    reason: 'pip of Debian and Ubuntu lists it, but it is not a package; it is a part of `setuptools`',
  },
  {
    names:
      /^(?:python-apt|command-not-found|language-selector|ubuntu-.*|unattended-upgrades|ufw|usb-creator|screen-resolution-extra|xkit)$/,
    reason: 'it is a part of the Ubuntu system',
  },
  {
    names: /^-(?:libgcc-mutex|openmp-mutex|r-mutex|x86-64-microarch-level)$/,
    reason: 'conda chooses it for the platform',
  },
];

/** Why a package cannot or need not be installed here, in any spelling of its name; undefined for all others. */
export function reasonElsewhere(name: string): string | undefined {
  if (name.length > 64) return undefined;
  const plain = indexName(name);
  return ELSEWHERE.find(({ names }) => names.test(plain))?.reason;
}
