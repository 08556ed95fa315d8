/** Finds the packages in the repodata of a channel, piece by piece: https://docs.conda.io/projects/conda-build/en/stable/concepts/generating-index.html. Pure. */

/** One package of a channel, for one or more versions of Python. */
export interface ChannelPackage {
  name: string;
  version: string;
  /** The version of Python that it needs, such as `>=3.12,<3.13.0a0`; empty for any. */
  requires: string;
}

// The file of a package, the list that follows, and a requirement of Python in it.
const PART =
  /"([^"\s/]{1,200})-([^"\s/-]{1,100})-[^"\s/-]{1,200}\.(?:conda|tar\.bz2)"\s*:\s*\{|"(depends|constrains)"\s*:\s*\[|"python ([^"]{1,100})"/g;
// No part is longer.
const KEPT = 1000;

export class ChannelScanner {
  private rest = '';
  private current: ChannelPackage | undefined;
  private list = '';

  add(piece: string): ChannelPackage[] {
    this.rest += piece;
    const found: ChannelPackage[] = [];
    let end = 0;
    for (const match of this.rest.matchAll(PART)) {
      end = match.index + match[0].length;
      const [, name, version = '', list, requires] = match;
      if (name !== undefined) {
        if (this.current) found.push(this.current);
        this.current = { name, version, requires: '' };
        this.list = '';
      } else if (list !== undefined) this.list = list;
      else if (this.current && this.list === 'depends') this.current.requires ||= versionsOf(requires ?? '');
    }
    this.rest = this.rest.slice(Math.max(end, this.rest.length - KEPT));
    return found;
  }

  /** The last package: only the end of the page shows its end. */
  end(): ChannelPackage[] {
    return this.current ? [this.current] : [];
  }
}

/** The versions in a match spec without its build: `3.12.* *_cpython` requires `3.12.*`. */
function versionsOf(text: string): string {
  return text.trim().split(/\s+/)[0] ?? '';
}
