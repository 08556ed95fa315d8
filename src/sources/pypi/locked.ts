/** Lines of a lock for pip, with the hashes that pip checks: https://pip.pypa.io/en/stable/topics/secure-installs/ */
import type { LockedLines } from '../source.js';
import { parseMarker } from '../specs/marker.js';

const LINE =
  /^([A-Za-z0-9][\w.-]*)(\[[\w.,-]*\])?===?([A-Za-z0-9][\w.!+-]*) ?(?:; ?([^#]*?))? ?((?: --hash=(?:sha256|sha384|sha512):[0-9a-f]{64,128})+)$/;

export const locked: LockedLines = {
  read(line) {
    const [, name, , version, marker] =
      LINE.exec(line.replace(/ {2,}/g, ' ').replace(/ --hash[= ]/g, ' --hash=')) ?? [];
    if (name === undefined || version === undefined) return undefined;
    return marker !== undefined && parseMarker(marker) === undefined ? undefined : { name, version };
  },
  /** `name==1.2 --hash=…`, `name @ URL --hash=…`, `-e URL#egg=name`. */
  packageOf(line) {
    const hashes = [...line.matchAll(/--hash=(\S+)/g)].map(([, hash = '']) => hash);
    const [, name, version] = /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*===?\s*([^\s;]+)/.exec(line) ?? [];
    if (name && version) return { name, version, files: hashes };
    const [, from = '', url = ''] = /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*@\s*(\S+)/.exec(line) ?? [];
    if (from) return { name: from, version: versionInUrl(url), files: [url, ...hashes] };
    const [, egg] = /#(?:.*&)?egg=([\w.-]+)/.exec(line) ?? [];
    return egg ? { name: egg, version: '', files: [line] } : undefined;
  },
};

/** The version in the name of a wheel or a source archive, or the commit of a repository. */
function versionInUrl(url: string): string {
  const file = (url.split(/[?#]/, 1)[0] ?? '').split('/').at(-1) ?? '';
  const [, wheel] = /^[^-]+-([^-]+)-.*\.whl$/.exec(file) ?? [];
  const [, archive] = /-(\d[^-]*?)\.(?:tar\.\w+|zip|tgz)$/.exec(file) ?? [];
  const [, commit] = /^(?:git|hg|svn|bzr)\+.*@([0-9a-f]{7,40})$/.exec(url) ?? [];
  return (wheel ?? archive ?? commit?.slice(0, 12) ?? '').replace(/%2B/gi, '+');
}
