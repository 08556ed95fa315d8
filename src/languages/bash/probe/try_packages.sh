# A cell for a Bash kernel: looks up the programs of the requested packages on PATH.
create_kernel_try() {
  local package programs program found error
  while IFS=$'\t' read -r package programs; do
    error=
    for program in $programs; do
      found=$(type -P "$program")
      if [ -z "$found" ]; then
        error="$program is not on the search path of the kernel"
      elif [ "$found" != "$CREATE_KERNEL_PREFIX/bin/$program" ]; then
        error="not-isolated: $program comes from $found and not from the environment"
      fi
    done
    printf '%s\t%s\t0\t%s\n' "$package" "$programs" "$error"
  done < "$CREATE_KERNEL_WANTED"
}
create_kernel_try
unset -f create_kernel_try
