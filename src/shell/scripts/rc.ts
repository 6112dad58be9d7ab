/** The learner's own shell: their ~/.bashrc, then the run's environment and state over it. */
export const rc = `
# Not a variable of the run's: as one, it would be unset by the state that the run's first shell has left.
__pilotage_greeting=$PILOTAGE_GREETING
builtin unset -v PILOTAGE_GREETING
__pilotage_stash
if [[ -r $HOME/.bashrc ]]; then builtin source "$HOME/.bashrc" 2> /dev/null; fi
builtin set +eux
# Whatever ~/.bashrc says of PATH or KUBECONFIG: this shell is for the run's cluster.
__pilotage_refresh
__pilotage_snapshot
# Aliases of ~/.bashrc must not get into the run's functions.
builtin shopt -u expand_aliases
[[ ! -r $__pilotage_dir/state.sh ]] || builtin source "$__pilotage_dir/state.sh" 2> /dev/null
builtin shopt -s expand_aliases
__pilotage_refresh
__pilotage_enter

# The run's own history: the learner's other shells do not want it, and a killed shell must not lose it.
HISTFILE=$__pilotage_dir/history

__pilotage_prompt() {
  __pilotage_save
  builtin history -a
  PS1='(pilotage) \\w \\$ '
}
case $(builtin declare -p PROMPT_COMMAND 2> /dev/null) in
  'declare -a'*) PROMPT_COMMAND+=('{ __pilotage_prompt; } 2> /dev/null') ;;
  *) PROMPT_COMMAND="\${PROMPT_COMMAND:+$PROMPT_COMMAND
}{ __pilotage_prompt; } 2> /dev/null" ;;
esac
__pilotage_on_exit=
builtin trap '{ __pilotage_save; } 2> /dev/null; builtin eval "$__pilotage_on_exit"' EXIT
builtin printf '%s\\n' "$__pilotage_greeting"
`;
