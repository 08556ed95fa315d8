# Runs a program of mamba for packages of this host's platform, whatever the settings of the user say:
#
#     sh on-this-host.sh PROGRAM WORD...
#
# mamba and micromamba take the platform from these variables before their files of settings, and an empty one counts.
case $(uname -m) in
  x86_64) MAMBA_PLATFORM=linux-64 ;;
  aarch64 | ppc64le | s390x | riscv64) MAMBA_PLATFORM=linux-$(uname -m) ;;
  *) exec "$@" ;;
esac
CONDA_SUBDIR=$MAMBA_PLATFORM
export MAMBA_PLATFORM CONDA_SUBDIR
exec "$@"
