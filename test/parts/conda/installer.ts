/**
 * A stand-in for the installers of Miniforge and Miniconda, of which none is on the registries that the tests can reach. It
 * has their options (-b asks nothing, -u takes a directory that exists, -p names it:
 * https://docs.conda.io/projects/conda/en/stable/user-guide/install/linux.html), and installs a `conda` that runs another
 * one.
 */
import { createHash } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Writes it to a directory; returns the site's setting `conda_installer`. */
export function makeInstaller(directory: string, conda: string): { url: string; sha256: string } {
  const path = join(directory, 'stand-in-for-an-installer-of-conda.sh');
  const text = `#!/bin/bash
set -e
while getopts 'bup:' option; do
  case $option in p) prefix=$OPTARG ;; esac
done
echo "This is a stand-in for an installer of conda: $prefix/bin/conda runs the conda of the tests."
mkdir -p "$prefix/bin"
printf '#!/bin/sh\\nexec %q "$@"\\n' '${conda}' >"$prefix/bin/conda"
chmod 755 "$prefix/bin/conda"
`;
  writeFileSync(path, text);
  chmodSync(path, 0o644);
  return { url: pathToFileURL(path).href, sha256: createHash('sha256').update(text).digest('hex') };
}
