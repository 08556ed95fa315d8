# Activates a conda-format environment as `conda activate` does, without conda:
#
#     . activate.sh PREFIX NOTES [PROGRAM]
#
# PREFIX   the directory of the environment
# NOTES    output, one line for each file that failed: `activation-incomplete`, the file, the reason, separated by tabs
# PROGRAM  the conda that made the environment; the condabin of its installation is added to PATH
#
# The order is that of conda/activate.py: PATH and CONDA_*, the variables of etc/conda/env_vars.d/*, those of
# conda-meta/state, then the scripts etc/conda/activate.d/*.sh. Values are never evaluated by the shell. A script that
# ends the shell ends the activation with status 1; other errors are noted, and the activation continues as conda's
# does. Bash itself reads the JSON: the environment may have no Python, and the host may have no JSON reader.
# Needs bash 4.2 and GNU readlink.

__ck_prefix=$1 __ck_notes=$2 __ck_program=${3:-}
set --
: > "$__ck_notes"

__ck_note() {
  printf '%s %s\n' "$1" "$2" >&2
  printf 'activation-incomplete\t%s\t%s\n' "$1" "$2" >> "$__ck_notes"
}

# The files of a directory with a suffix, in byte order of their names.
__ck_files() {
  local LC_ALL=C file
  __ck_found=()
  for file in "$1"/.*"$2" "$1"/*"$2"; do
    [ -f "$file" ] && __ck_found+=("$file")
  done
}

# Reads the members of one object in a JSON file: of the outermost one, or of the one under a key.
# Sets __ck_names and __ck_values; status 1 if the file is not a JSON object.
__ck_read() {
  local LC_ALL=C
  __ck_names=() __ck_values=() __ck_text=$(< "$1") __ck_parent=${2:+/$2}
  __ck_skip_space
  [[ $__ck_text == '{'* ]] && __ck_value_at '' && __ck_skip_space && [ -z "$__ck_text" ]
}

__ck_skip_space() {
  __ck_text=${__ck_text#"${__ck_text%%[![:space:]]*}"}
}

# Takes one value from the beginning of __ck_text. $1 has the keys that lead to it, each after a slash.
__ck_value_at() {
  local __ck_null=
  __ck_skip_space
  case $__ck_text in
    '{'*) __ck_members "$1" '{' '}'; return ;;
    '['*) __ck_members "$1" '[' ']'; return ;;
    '"'*) __ck_string || return ;;
    true*) __ck_value=True __ck_text=${__ck_text:4} ;;
    false*) __ck_value=False __ck_text=${__ck_text:5} ;;
    null*) __ck_value= __ck_null=yes __ck_text=${__ck_text:4} ;;
    *)
      [[ $__ck_text =~ ^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)? ]] || return
      __ck_value=$BASH_REMATCH __ck_text=${__ck_text:${#BASH_REMATCH}}
      ;;
  esac
  # conda unsets a variable with this value, and writes all names in capitals.
  [ -n "$1" ] && [ "${1%/*}" = "$__ck_parent" ] || return 0
  local __ck_name=${1##*/}
  [ "$__ck_value" != '***unset***' ] && [ -z "$__ck_null" ] || __ck_name=-$__ck_name
  __ck_names+=("${__ck_name^^}") __ck_values+=("$__ck_value")
}

# An object or a list. $2 and $3 are its opening and its closing bracket.
__ck_members() {
  local key=
  __ck_text=${__ck_text:1}
  __ck_skip_space
  [[ $__ck_text != "$3"* ]] || { __ck_text=${__ck_text:1}; return 0; }
  while :; do
    if [ "$2" = '{' ]; then
      __ck_skip_space
      [[ $__ck_text == '"'* ]] && __ck_string || return
      key=$__ck_value
      __ck_skip_space
      [[ $__ck_text == :* ]] || return
      __ck_text=${__ck_text:1}
    fi
    __ck_value_at "$1/$key" || return
    __ck_skip_space
    case $__ck_text in
      ,*) __ck_text=${__ck_text:1} ;;
      "$3"*) __ck_text=${__ck_text:1}; return ;;
      *) return 1 ;;
    esac
  done
}

__ck_string() {
  local plain
  __ck_text=${__ck_text:1} __ck_taken=
  while :; do
    plain=${__ck_text%%[\"\\]*}
    __ck_taken+=$plain __ck_text=${__ck_text:${#plain}}
    case $__ck_text in
      '"'*) __ck_value=$__ck_taken __ck_text=${__ck_text:1}; return ;;
      \\u*) __ck_character || return ;;
      \\[bfnrt]*) printf -v plain "${__ck_text:0:2}"; __ck_taken+=$plain __ck_text=${__ck_text:2} ;;
      \\[\"\\/]*) __ck_taken+=${__ck_text:1:1} __ck_text=${__ck_text:2} ;;
      *) return 1 ;;
    esac
  done
}

# \uXXXX as UTF-8; a pair of them (surrogates) is one character above U+FFFF.
__ck_character() {
  local pair='^\\u([dD][89abAB]..)\\u([dD][c-fC-F][0-9a-fA-F]{2})' one='^\\u([0-9a-fA-F]{4})' code bytes
  if [[ $__ck_text =~ $pair ]]; then
    code=$((0x10000 + ((16#${BASH_REMATCH[1]} - 0xD800) << 10) + 16#${BASH_REMATCH[2]} - 0xDC00))
  elif [[ $__ck_text =~ $one ]]; then
    code=$((16#${BASH_REMATCH[1]}))
  else
    return 1
  fi
  __ck_text=${__ck_text:${#BASH_REMATCH}}
  if ((code == 0)); then return 1
  elif ((code < 0x80)); then bytes=($code)
  elif ((code < 0x800)); then bytes=($((0xC0 | code >> 6)) $((0x80 | code & 63)))
  elif ((code < 0x10000)); then bytes=($((0xE0 | code >> 12)) $((0x80 | code >> 6 & 63)) $((0x80 | code & 63)))
  else bytes=($((0xF0 | code >> 18)) $((0x80 | code >> 12 & 63)) $((0x80 | code >> 6 & 63)) $((0x80 | code & 63)))
  fi
  printf -v bytes '\\x%x' "${bytes[@]}"
  printf -v bytes "$bytes"
  __ck_taken+=$bytes
}

# Whether a line of a file is followed by anything but blank lines and comments.
__ck_goes_on() {
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    [[ $line =~ ^[[:space:]]*(#|$) ]] || return 0
  done < <(tail -n +$(($2 + 1)) -- "$1")
  return 1
}

# PATH without an environment that a module may have activated, and CONDA_* as at the first activation.
__ck_path=:$PATH:
[ -z "${CONDA_PREFIX:-}" ] || __ck_path=${__ck_path//":$CONDA_PREFIX/bin:"/:}
__ck_path=${__ck_path#:} __ck_path=${__ck_path%:}
__ck_root=$(readlink -f -- "${__ck_program:-/}") __ck_root=${__ck_root%/*/*}
if [ -d "$__ck_root/condabin" ]; then
  export CONDA_EXE=$__ck_root/bin/conda CONDA_PYTHON_EXE=$__ck_root/bin/python
  [[ ":$__ck_path:" == *condabin:* ]] || __ck_path=$__ck_root/condabin:$__ck_path
fi
export PATH=$__ck_prefix/bin:$__ck_path CONDA_PREFIX=$__ck_prefix CONDA_SHLVL=1
export CONDA_DEFAULT_ENV=$__ck_prefix
[[ $__ck_prefix != */envs/"${__ck_prefix##*/}" ]] || CONDA_DEFAULT_ENV=${__ck_prefix##*/}
export CONDA_PROMPT_MODIFIER="($CONDA_DEFAULT_ENV) "

__ck_files "$__ck_prefix/etc/conda/env_vars.d" ''
[ ! -f "$__ck_prefix/conda-meta/state" ] || __ck_found+=("$__ck_prefix/conda-meta/state")
for __ck_file in "${__ck_found[@]}"; do
  [[ $__ck_file == */conda-meta/state ]] && __ck_key=env_vars || __ck_key=
  __ck_read "$__ck_file" $__ck_key || { __ck_note "$__ck_file" 'is not a JSON object'; continue; }
  for __ck_index in "${!__ck_names[@]}"; do
    __ck_name=${__ck_names[__ck_index]}
    case $__ck_name in
      PATH | CONDA_PREFIX | CONDA_SHLVL) __ck_note "$__ck_file" "sets $__ck_name, which is not changed" ;;
      -*) unset "${__ck_name#-}" ;;
      *)
        export "$__ck_name=${__ck_values[__ck_index]}" 2> /dev/null ||
          __ck_note "$__ck_file" "sets $__ck_name, which cannot be a variable"
        ;;
    esac
  done
done

__ck_files "$__ck_prefix/etc/conda/activate.d" .sh
trap 'echo "activation-ended: $__ck_script" >&2; exit 1' EXIT
for __ck_script in "${__ck_found[@]}"; do
  __ck_last= __ck_line=0
  set -T
  # The last command of the script itself, not of its functions.
  trap '[[ -z ${FUNCNAME[0]:-} && ${BASH_SOURCE[0]} == "$__ck_script" ]] && __ck_last=$BASH_COMMAND __ck_line=$LINENO || :' DEBUG
  . "$__ck_script"
  __ck_status=$?
  trap - DEBUG
  # Shell options that one script has set must not end the next one.
  set +Teu
  if [[ $__ck_last =~ ^return([[:space:]]|$) ]] && __ck_goes_on "$__ck_script" "$__ck_line"; then
    __ck_note "$__ck_script" "returned in line $__ck_line, before its end, with status $__ck_status"
  elif [ "$__ck_status" -ne 0 ] && ! __ck_error=$(LC_ALL=C "$BASH" -n "$__ck_script" 2>&1); then
    __ck_error=${__ck_error%%$'\n'*}
    __ck_note "$__ck_script" "is not bash: line ${__ck_error##*: line }"
  fi
done
trap - EXIT
for __ck_name in $(compgen -A function __ck_); do unset -f "$__ck_name"; done
unset "${!__ck_@}"
