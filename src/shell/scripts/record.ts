/**
 * Read after the rc of the learner's own shell: before each prompt it writes down what was run, as the shell's history
 * has it, and how that ended, and waits until somebody has looked at its effects. Gives up waiting soon: a shell must
 * never hang.
 */
export const record = `
builtin shopt -s cmdhist lithist
HISTCONTROL= HISTIGNORE= HISTTIMEFORMAT= __pilotage_number=none __pilotage_count=0
builtin unset -v HISTTIMEFORMAT

__pilotage_record() {
  builtin local exit=$? line number seen wait=0
  line=$(builtin history 1)
  number=0
  if [[ $line =~ ^[[:space:]]*([0-9]+)[*]?[[:space:]]{1,2}(.*)$ ]]; then
    number=\${BASH_REMATCH[1]}
    line=\${BASH_REMATCH[2]}
  fi
  if [[ $__pilotage_number == none || $__pilotage_number == "$number" ]]; then
    __pilotage_number=$number
    builtin return
  fi
  __pilotage_number=$number
  __pilotage_count=$((__pilotage_count + 1))
  builtin printf '%s\\0%s\\0' "$exit" "$line" >> "$__pilotage_dir/typed"
  while [[ $wait -lt 60 ]]; do
    seen=0
    { builtin read -r seen < "$__pilotage_dir/looked"; } 2> /dev/null
    [[ $seen -lt $__pilotage_count ]] || builtin break
    wait=$((wait + 1))
    sleep 0.05
  done
}
case $(builtin declare -p PROMPT_COMMAND 2> /dev/null) in
  'declare -a'*) PROMPT_COMMAND=(__pilotage_record "\${PROMPT_COMMAND[@]}") ;;
  *) PROMPT_COMMAND="__pilotage_record
$PROMPT_COMMAND" ;;
esac
`;
