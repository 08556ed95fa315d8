# A cell for a Bash kernel: prints where the kernel runs, and what it gets from elsewhere, for probe.py.
create_kernel_facts() {
  local name
  printf 'executable: %s\n' "$BASH"
  printf 'version: %s\n' "${BASH_VERSION%%[!0-9.]*}"
  case ":$PATH:" in
    *":$CREATE_KERNEL_PREFIX/bin:"*) ;;
    *) printf 'not-isolated: %s/bin is not on the search path of the kernel\n' "$CREATE_KERNEL_PREFIX" ;;
  esac
  for name in $CREATE_KERNEL_ISOLATED; do
    case "${!name:-}" in
      *"$CREATE_KERNEL_SESSION"*) printf 'not-isolated: %s of the Jupyter session gets into the kernel\n' "$name" ;;
    esac
  done
}
create_kernel_facts
unset -f create_kernel_facts
