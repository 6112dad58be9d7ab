/**
 * What every bash of a run begins with: functions that load and save the state. Written for bash 3.2 (macOS ships it)
 * and without forks: a step pays for one `mv`.
 *
 * All of ours is called `__pilotage_*` and never saved. The learner may have set any option, and IFS, and defined a
 * function named `cd` or `printf`: hence `builtin` everywhere, and no reliance on word splitting after the state was
 * loaded.
 */
export const library = `
__pilotage_saved=' '
# Options that change what a command line means. Not -e, -u and -x: those would end or flood the learner's own shell.
__pilotage_options=(dotglob extglob failglob globstar lastpipe nocaseglob nocasematch nullglob)

# Bash's own variables, and those that mean something in one process only.
__pilotage_internal() {
  case $1 in
    __pilotage_* | BASH | BASHOPTS | BASHPID | BASH_* | COLUMNS | COMP_* | COMPREPLY | COPROC* | DIRSTACK) ;;
    EPOCHREALTIME | EPOCHSECONDS | EUID | FUNCNAME | GROUPS | HIST* | HOSTNAME | HOSTTYPE | LINENO | LINES) ;;
    MACHTYPE | MAILCHECK | OLDPWD | OPTARG | OPTERR | OPTIND | OSTYPE | PIPESTATUS | POSIXLY_CORRECT | PPID | PROMPT_*) ;;
    PS[0-4] | PWD | RANDOM | READLINE_* | SECONDS | SHELLOPTS | SHLVL | SRANDOM | UID | _) ;;
    *) builtin return 1 ;;
  esac
}

# Keeps the caller's variables (PILOTAGE_FRESH has their names) as the caller gave them.
__pilotage_stash() {
  __pilotage_env=($PILOTAGE_FRESH) __pilotage_env_names=" $PILOTAGE_FRESH " __pilotage_fresh=()
  builtin unset -v PILOTAGE_FRESH
  for __pilotage_n in "\${__pilotage_env[@]}"; do __pilotage_fresh+=("\${!__pilotage_n}"); done
}

# Lists what is defined, by way of a file because $(…) would fork. False when that is cut short (a full disk).
__pilotage_list() {
  {
    builtin compgen -v
    builtin printf '%s\\n' -
    builtin declare -F
    builtin printf '%s\\n' -
    builtin compgen -a
    builtin printf '%s\\n' -
  } >| "$__pilotage_tmp"
  # At once and not line by line: each line would cost three system calls.
  IFS= builtin read -r -d '' __pilotage_all < "$__pilotage_tmp"
  # Not local: that would hide the learner's, which is to be saved.
  __pilotage_has_ifs=\${IFS+x}
  __pilotage_ifs=\${IFS-}
  IFS='
'
  builtin set -f
  __pilotage_all=($__pilotage_all)
  if [[ -n $__pilotage_has_ifs ]]; then IFS=$__pilotage_ifs; else builtin unset -v IFS; fi
  __pilotage_part=variables __pilotage_variables=() __pilotage_functions=() __pilotage_aliases=()
  for __pilotage_n in "\${__pilotage_all[@]}"; do
    case $__pilotage_part:$__pilotage_n in
      variables:-) __pilotage_part=functions ;;
      functions:-) __pilotage_part=aliases ;;
      aliases:-) __pilotage_part= ;;
      *:*__pilotage_* | functions:*' trap' | functions:*' exit') ;;
      variables:*) __pilotage_internal "$__pilotage_n" || __pilotage_variables+=("$__pilotage_n") ;;
      functions:*) __pilotage_functions+=("$__pilotage_n") ;;
      aliases:*) __pilotage_aliases+=("$__pilotage_n") ;;
    esac
  done
  __pilotage_all=()
  [[ -z $__pilotage_part ]]
}

# Notes what the shell begins with, so that only what is changed after that is saved.
__pilotage_snapshot() {
  __pilotage_tmp=$__pilotage_dir/state.$$.tmp
  __pilotage_values=() __pilotage_had_options=' ' __pilotage_had_functions=' ' __pilotage_had_aliases=' '
  if [[ -n \${PILOTAGE_NAMES-} ]]; then
    # Nothing but the environment, whose names the program gives: that saves us the listing.
    __pilotage_had=($PILOTAGE_NAMES IFS SHELL)
    __pilotage_had_functions=" \${PILOTAGE_FUNCTIONS-} "
    builtin unset -v PILOTAGE_NAMES PILOTAGE_FUNCTIONS
  else
    __pilotage_list
    builtin set +f
    __pilotage_had=("\${__pilotage_variables[@]}")
    for __pilotage_n in "\${__pilotage_functions[@]}"; do __pilotage_had_functions+="\${__pilotage_n##* } "; done
    for __pilotage_n in "\${__pilotage_aliases[@]}"; do __pilotage_had_aliases+="$__pilotage_n "; done
    for __pilotage_n in "\${__pilotage_options[@]}"; do
      ! builtin shopt -q "$__pilotage_n" 2> /dev/null || __pilotage_had_options+="$__pilotage_n "
    done
  fi
  for __pilotage_n in "\${__pilotage_had[@]}"; do __pilotage_values+=("\${!__pilotage_n-}"); done
}

# The caller's variables win over the state, but for a learner's change to what the caller still gives as it was then.
# A change that built upon the old value (PATH=$PATH:dir) is made again upon the new one.
__pilotage_refresh() {
  for __pilotage_i in "\${!__pilotage_env[@]}"; do
    __pilotage_n=\${__pilotage_env[__pilotage_i]}
    __pilotage_f=\${__pilotage_fresh[__pilotage_i]}
    __pilotage_v=\${!__pilotage_n-}
    __pilotage_b=__pilotage_base_$__pilotage_n
    if [[ -n \${!__pilotage_b+x} ]]; then
      __pilotage_b=\${!__pilotage_b}
      builtin unset -v "__pilotage_base_$__pilotage_n"
      [[ $__pilotage_b != "$__pilotage_f" ]] || builtin continue
      if [[ -n $__pilotage_b && $__pilotage_v == *"$__pilotage_b"* ]]; then
        __pilotage_f=\${__pilotage_v%%"$__pilotage_b"*}$__pilotage_f\${__pilotage_v#*"$__pilotage_b"}
      fi
    fi
    builtin export "$__pilotage_n=$__pilotage_f"
  done
}

# Goes to the directory that the last command was in.
__pilotage_enter() {
  builtin cd -- "$__pilotage_home" 2> /dev/null || builtin cd -- "$HOME" 2> /dev/null || builtin cd /
  if [[ -n \${__pilotage_cwd-} ]] && ! builtin cd -- "$__pilotage_cwd" 2> /dev/null; then
    builtin printf 'pilotage: the directory %s is no longer there; going on in %s\\n' "$__pilotage_cwd" "$PWD" >&2
  fi
  builtin unset -v OLDPWD
  [[ -z \${__pilotage_oldpwd-} ]] || OLDPWD=$__pilotage_oldpwd
}

# Writes the state beside the one that there is, and puts it in its place when all of it is written.
__pilotage_save() {
  __pilotage_flags=$-
  builtin set +euvxfET
  __pilotage_nocase=
  ! builtin shopt -q nocasematch || __pilotage_nocase=1
  builtin shopt -u nocasematch
  __pilotage_list && __pilotage_compare && __pilotage_write >| "$__pilotage_tmp" &&
    # With no environment: a learner's variable that is too long for one must not keep the state from being saved.
    (exec -c @MV@ -f "$__pilotage_tmp" "$__pilotage_dir/state.sh")
  [[ -z $__pilotage_nocase ]] || builtin shopt -s nocasematch
  for __pilotage_n in e u v x f E T; do
    case $__pilotage_flags in
      *$__pilotage_n*) builtin set "-$__pilotage_n" ;;
      *) builtin set "+$__pilotage_n" ;;
    esac
  done
}

# Sorts out what is not as the shell began: names to keep, names that are gone.
__pilotage_compare() {
  __pilotage_same=' ' __pilotage_gone=() __pilotage_kept=() __pilotage_now=' '
  for __pilotage_i in "\${!__pilotage_had[@]}"; do
    __pilotage_n=\${__pilotage_had[__pilotage_i]}
    # An array without an element 0 looks unset to the first test.
    if [[ -z \${!__pilotage_n+x} ]] && ! builtin declare -p "$__pilotage_n" > /dev/null 2>&1; then
      __pilotage_gone+=("$__pilotage_n")
    elif [[ \${!__pilotage_n-} == "\${__pilotage_values[__pilotage_i]}" ]]; then
      # What once was the learner's stays so, even where another terminal's environment happens to agree with it.
      case $__pilotage_saved in *" $__pilotage_n "*) ;; *) __pilotage_same+="$__pilotage_n " ;; esac
    fi
  done
  for __pilotage_n in "\${__pilotage_variables[@]}"; do
    case $__pilotage_same in *" $__pilotage_n "*) builtin continue ;; esac
    __pilotage_kept+=("$__pilotage_n")
    case $__pilotage_env_names in *" $__pilotage_n "*) ;; *) __pilotage_now+="$__pilotage_n " ;; esac
  done
}

# False when not all of it could be written (a full disk).
__pilotage_write() {
  __pilotage_bad=0
  builtin printf '# The shell of a run, as its last command left it.\\n' || __pilotage_bad=1
  [[ \${#__pilotage_kept[@]} -eq 0 ]] || builtin declare -p "\${__pilotage_kept[@]}"
  builtin printf '# End of the variables.\\n__pilotage_saved=%q\\n' "$__pilotage_now" || __pilotage_bad=1
  for __pilotage_i in "\${!__pilotage_env[@]}"; do
    __pilotage_n=\${__pilotage_env[__pilotage_i]}
    __pilotage_f=\${__pilotage_fresh[__pilotage_i]}
    [[ -n \${!__pilotage_n+x} && \${!__pilotage_n} == "$__pilotage_f" ]] ||
      builtin printf '__pilotage_base_%s=%q\\n' "$__pilotage_n" "$__pilotage_f" || __pilotage_bad=1
  done
  for __pilotage_n in "\${__pilotage_gone[@]}"; do
    builtin printf 'builtin unset -v %s\\n' "$__pilotage_n" || __pilotage_bad=1
  done
  for __pilotage_n in "\${__pilotage_options[@]}"; do
    case $__pilotage_had_options in *" $__pilotage_n "*) builtin continue ;; esac
    if builtin shopt -q "$__pilotage_n" 2> /dev/null || [[ $__pilotage_n$__pilotage_nocase == nocasematch1 ]]; then
      builtin printf 'builtin shopt -s %s\\n' "$__pilotage_n" || __pilotage_bad=1
    fi
  done
  case $__pilotage_flags in *f*) builtin printf 'builtin set -f\\n' || __pilotage_bad=1 ;; esac
  for __pilotage_n in noclobber pipefail; do
    [[ ! -o $__pilotage_n ]] || builtin printf 'builtin set -o %s\\n' "$__pilotage_n" || __pilotage_bad=1
  done
  builtin printf '__pilotage_cwd=%q\\n__pilotage_oldpwd=%q\\n' "$PWD" "\${OLDPWD-}" || __pilotage_bad=1
  for __pilotage_n in "\${__pilotage_functions[@]}"; do
    __pilotage_f=\${__pilotage_n##* }
    case $__pilotage_had_functions in *" $__pilotage_f "*) builtin continue ;; esac
    builtin declare -f "$__pilotage_f" || __pilotage_bad=1
    case $__pilotage_n in 'declare -f'*x*" $__pilotage_f") builtin printf 'builtin export -f %s\\n' "$__pilotage_f" ;; esac
  done
  for __pilotage_n in "\${__pilotage_aliases[@]}"; do
    case $__pilotage_had_aliases in *" $__pilotage_n "*) ;; *) builtin alias "$__pilotage_n" || __pilotage_bad=1 ;; esac
  done
  builtin printf '# End.\\n' || __pilotage_bad=1
  builtin return $__pilotage_bad
}

# An EXIT trap of the learner's would take the place of ours: it is kept aside, and run once the state is saved.
trap() {
  # Without its errors, because under set -x they would tell all that happens in there.
  { __pilotage_trap "$@"; } 2> /dev/null ||
    builtin trap \${__pilotage_rest[@]+"\${__pilotage_rest[@]}"}
}

# False when there is something left to do for the builtin, with __pilotage_rest as its arguments.
__pilotage_trap() {
  __pilotage_rest=("$@")
  case $BASH_SUBSHELL\${1--p} in
    0 | 0- | 0-- | 0[!-]*) ;;
    *) builtin return 1 ;;
  esac
  [[ $1 != -- ]] || builtin shift
  __pilotage_do=-
  if [[ $# -gt 1 ]]; then
    __pilotage_do=$1
    builtin shift
  fi
  __pilotage_rest=(-- "$__pilotage_do")
  while [[ $# -gt 0 ]]; do
    case $1 in
      EXIT | exit | 0) [[ $__pilotage_do == - ]] && __pilotage_on_exit= || __pilotage_on_exit=$__pilotage_do ;;
      *) __pilotage_rest+=("$1") ;;
    esac
    builtin shift
  done
  [[ \${#__pilotage_rest[@]} -eq 2 ]]
}
`;
