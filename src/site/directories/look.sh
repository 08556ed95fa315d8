# Inspects the directory $1, or its nearest ancestor that exists. Prints, each followed by a NUL: its path, its
# path with links resolved, whether it is a directory, whether it is writable, and the output of stat(1) -f.
at=$1
until [ -e "$at" ] || [ "$at" = / ]; do
  at=${at%/*}
  at=${at:-/}
done
real=$(cd -P -- "$at" 2>/dev/null && pwd -P) || real=$at
[ -d "$at" ] && kind=directory || kind=other
[ -w "$at" ] && [ -x "$at" ] && may=write || may=no
printf '%s\0' "$at" "$real" "$kind" "$may" "$(stat -f -c '%a %S %b %c %d' -- "$at")"
