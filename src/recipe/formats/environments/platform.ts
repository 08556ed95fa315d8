/** The platform that kernels are made for, in the names of conda: `linux-64`. */
const PROCESSORS: Readonly<Record<string, string>> = {
  x64: '64',
  arm64: 'aarch64',
  ppc64: 'ppc64le',
  s390x: 's390x',
};

export function hereKey(processor: string = process.arch): string {
  return `linux-${PROCESSORS[processor] ?? processor}`;
}

/** Whether packages for a platform can be installed here; `noarch` can be installed anywhere. */
export function isHere(platform: string): boolean {
  return platform === hereKey() || platform === 'noarch';
}
