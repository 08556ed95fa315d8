# Takes one of $2 places in the directory $1, each a file locked by flock(1), and holds it until its input ends. The system
# gives the lock back with this process, however it ends. Prints `held`, and before it `waiting` if no place is free.
waiting=
while :; do
  for ((place = 1; place <= $2; place++)); do
    file=$1/build-$place
    [ -e "$file" ] || (umask 022 && : >"$file") 2>/dev/null
    # Opened for reading: another user may have made it.
    { exec {lock}<"$file"; } 2>/dev/null || exit 1
    if flock -n "$lock"; then
      echo held
      read -r
      exit
    fi
    exec {lock}<&-
  done
  [ "$waiting" ] || echo waiting
  waiting=yes
  read -r -t 1
  [ $? -gt 128 ] || exit
done
