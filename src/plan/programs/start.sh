# Starts a kernel with the environment modules that it was built with:
#     /bin/bash -p start.sh COMMAND OF THE KERNEL
# settings
declare -A kept=()
for name in "${keep[@]}" BASH_ENV ENV; do [ -z "${!name+x}" ] || kept[$name]=${!name}; done

# The output of modules is shown only if they cannot be loaded, or end this shell.
said=$(mktemp 2> /dev/null)
end() {
  exec >&"$output" 2>&"$errors"
  {
    date '+%Y-%m-%d %H:%M:%S'
    echo "The modules $modules could not be loaded on ${HOSTNAME:-this host}:"
    head -c 4000 -- "${said:-/dev/null}"
  } | tee -- "$failure.$$" >&2
  mv -f -- "$failure.$$" "$failure" 2> /dev/null
  rm -f -- ${said:+"$said"}
  exit 1
}
trap end EXIT
trap 'trap - EXIT; exit 143' HUP INT TERM
exec {output}>&1 {errors}>&2 > "${said:-/dev/null}" 2>&1
# load the modules
exec >&"$output" 2>&"$errors" {output}>&- {errors}>&-
trap - EXIT HUP INT TERM
rm -f -- ${said:+"$said"} "$failure" 2> /dev/null

unset BASH_ENV ENV
. "$activation"
for name in "${!kept[@]}"; do export "$name=${kept[$name]}"; done
exec "$@"
