/**
 * Read by a step's bash (as BASH_ENV) before the step's command, which bash then gets as it was written: so that line
 * numbers and messages are those of the learner's text.
 */
export const step = `
builtin unset -v BASH_ENV
if [[ -n \${PILOTAGE_BASH_ENV+x} ]]; then
  builtin export BASH_ENV="$PILOTAGE_BASH_ENV"
  builtin unset -v PILOTAGE_BASH_ENV
fi
__pilotage_mode=$PILOTAGE_MODE
builtin unset -v PILOTAGE_MODE
# One pipe for both, so that their order is the real one.
[[ $__pilotage_mode == probe ]] || exec 2>&1
# Adds what runs in the background to the file of this process group. The program does the same when it sees the step
# end; this is for when it was killed meanwhile.
__pilotage_jobs() {
  [[ -d /proc/self && -e $__pilotage_dir/groups/$$ ]] || builtin return 0
  builtin jobs -p >| "$__pilotage_tmp"
  while IFS= builtin read -r __pilotage_n; do
    IFS= builtin read -r __pilotage_f < "/proc/$__pilotage_n/stat" || builtin continue
    IFS=' ' builtin read -r -a __pilotage_v <<< "\${__pilotage_f##*) }"
    builtin printf '%s %s@%s\\n' "$__pilotage_n" "\${__pilotage_v[19]}" "$__pilotage_boot" >> "$__pilotage_dir/groups/$$"
  done < "$__pilotage_tmp"
}

# Exit within a function would run the EXIT trap with the function's local variables in sight, and so save them. A failed
# expansion also ends the shell, but leaves all functions first.
exit() {
  { __pilotage_status=\${1-$?} && [[ $BASH_SUBSHELL -gt 0 ]] || : "\${__pilotage_none:?}"; } 2> /dev/null
  builtin exit "$__pilotage_status"
}

# Called by the EXIT trap, with the exit code.
__pilotage_end() {
  builtin trap - DEBUG ERR
  __pilotage_code=\${__pilotage_status:-$1}
  [[ -z \${!-} ]] || __pilotage_jobs
  __pilotage_save
  builtin set +e
  builtin unset -f exit
  [[ -n $__pilotage_on_exit ]] || builtin set +x
  builtin return "$__pilotage_code"
}

__pilotage_stash
if [[ $__pilotage_mode == probe ]]; then
  builtin unset -f trap exit
else
  __pilotage_on_exit= __pilotage_status=
  __pilotage_snapshot
  # Left to itself, bash ends as it was about to: with its exit code or by a signal.
  builtin trap '{ __pilotage_end $?; } 2> /dev/null; builtin eval "$__pilotage_on_exit"
    { builtin set +x; } 2> /dev/null; [[ -z $__pilotage_status ]] || builtin exit "$__pilotage_status"' EXIT
fi

[[ ! -r $__pilotage_dir/state.sh ]] || builtin source "$__pilotage_dir/state.sh" 2> /dev/null
# Aliases are what people expect of a shell that they talk to.
builtin shopt -s expand_aliases
__pilotage_refresh
__pilotage_enter
:
`;
