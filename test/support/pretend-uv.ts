/** A small uv that makes environments without a package index, for whole builds; it fails on request. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const UV = `#!/bin/sh
# Takes the commands of plans, and installs nothing. A lock has the first version that a requirement names.
here=$(dirname "$0")
for last; do :; done
case "$1 $2" in
--version*) echo 'uv 0.0.1 (pretend)' ;;
venv*)
  mkdir -p "$last/bin" && cp "$here/python" "$last/bin/python" || exit 2
  printf 'export VIRTUAL_ENV="%s" PATH="%s/bin:$PATH"\\n' "$last" "$last" > "$last/bin/activate" || exit 2
  ;;
'pip compile')
  while [ "$1" != --output-file ]; do shift; done
  sed -E -e 's/^([A-Za-z0-9._-]+(\\[[^]]*\\])?) *$/\\1==1.0/' \
    -e 's/^([A-Za-z0-9._-]+(\\[[^]]*\\])?) *[<>=!~]+ *([^,; ]+).*$/\\1==\\3/' "$last" > "$2" || exit 2
  ;;
'pip install')
  prefix=\${last%/.create_kernel/lock.txt}
  if [ -e "$here/hook" ]; then . "$here/hook"; fi
  ;;
esac
`;

const PYTHON = `#!/bin/sh
# python -I PROGRAM …: a real Python writes the kernelspec; the kernel counts as working.
case "$2" in
*/probe.py)
  here=\${2%/*}
  shift 2
  while [ $# -gt 0 ]; do
    case "$1" in
    --prefix) prefix=$2 ;;
    --report) cat > "$2" <<'END'
{"kernel":{"ok":true,"seconds":0,"executable":"","language_version":"","implementation":""},
"imports":[],"packages":[],"size":0,"files":0}
END
      ;;
    --manifest) python3 -I "$here/manifest.py" --prefix "$prefix" --output "$2" ;;
    esac
    shift 2
  done
  ;;
*) exec python3 "$@" ;;
esac
`;

/** Writes it to a directory; returns its path. */
export function makePretendUv(directory: string): string {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'uv'), UV, { mode: 0o755 });
  writeFileSync(join(directory, 'python'), PYTHON, { mode: 0o755 });
  return join(directory, 'uv');
}

/** Lines of sh for its next \`pip install\`s, with the environment as \`$prefix\`; none to succeed. */
export function setHook(uv: string, lines: string): void {
  writeFileSync(join(uv, '..', 'hook'), `${lines}\n`);
}
