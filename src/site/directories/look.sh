# Inspects the directory $1, or its nearest ancestor that exists. Prints, each followed by a NUL: its path, its
# path with links resolved, whether it is a directory, whether it is writable; then the output of stat(1) -f. It starts
# no other process, since each command of the app waits for it.
at=$1
until [ -e "$at" ] || [ "$at" = / ]; do
  at=${at%/*}
  at=${at:-/}
done
[ -d "$at" ] && kind=directory || kind=other
[ -w "$at" ] && [ -x "$at" ] && may=write || may=no
cd -P -- "$at" 2>/dev/null && real=$PWD || real=$at
printf '%s\0' "$at" "$real" "$kind" "$may"
exec stat -f -c '%a %S %b %c %d' -- "$at"
