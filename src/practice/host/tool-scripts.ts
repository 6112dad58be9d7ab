import { findProgram } from '../../base/find-program.ts';
import { quote } from '../../base/quote.ts';
import { atOnce, unlessTerminal } from '../tools/docker/by-host.ts';

/** One that starts a program with this very Node.js, or Node.js itself. */
export function nodeScript(program?: string): string {
  return `#!/bin/sh\n${startOf(program)}\n`;
}

/**
 * The host has all that docker asks of it at hand, while a Node.js of the command's own takes 50 ms to begin: bash takes
 * two. What needs more of this process than its arguments, and a host that does not answer, is for Node.js.
 */
export function dockerScript(program: string): string {
  return `${head()}
case "\${1-} \${2-}" in
  ${patterns(atOnce)}) pilotage_ask docker "$@" ;;
  ${patterns(unlessTerminal)}) [[ -t 1 ]] || pilotage_ask docker "$@" ;;
esac
${startOf(program)}
`;
}

export function minikubeScript(): string {
  return `${head()}
pilotage_ask minikube "$@"
if [[ -z \${PILOTAGE_PRACTICE-} ]]; then
  echo 'minikube: this is the practice one of pilotage; start it with "pilotage practice -- minikube …".' >&2
else
  echo '❌  Exiting due to HOST_NOT_RUNNING: the practice cluster does not answer' >&2
  echo '👉  pilotage start resumes the run, and the cluster with it.' >&2
fi
exit 1
`;
}

/**
 * Written for bash 3.2. With -p, nothing that a learner exports changes what it means. `pilotage_ask` ends the script with
 * the exit code of what the host ran, or returns where the host does not answer.
 */
const head = () => `#!${findProgram('bash', process.env.PATH) ?? '/bin/bash'} -p
pilotage_ask() {
  [[ \${PILOTAGE_PRACTICE-} =~ ^http://127\\.0\\.0\\.1:([0-9]+)(/c/[A-Za-z0-9_-]+)$ ]] || return
  local port=\${BASH_REMATCH[1]} path=\${BASH_REMATCH[2]}/run/$1 body= word answer
  shift
  # Lengths are those in bytes.
  local LC_ALL=C
  for word; do body+="\${#word}:$word"; done
  { command exec 3<> "/dev/tcp/127.0.0.1/$port"; } 2> /dev/null || return
  printf 'POST %s HTTP/1.0\\r\\nContent-Length: %d\\r\\n\\r\\n%s' "$path" "\${#body}" "$body" >&3 || return
  IFS= read -r answer <&3
  [[ $answer == *' 200 '* ]] || return
  until [[ -z $answer || $answer == $'\\r' ]]; do IFS= read -r answer <&3; done
  while IFS= read -r -d '' answer <&3; do
    case $answer in
      1*) printf %s "\${answer#?}" ;;
      2*) printf %s "\${answer#?}" >&2 ;;
      *) exit "\${answer#?}" ;;
    esac
  done
  echo 'unexpected EOF' >&2
  exit 1
}
`;

function startOf(program?: string): string {
  const file = program === undefined ? '' : ` -- ${quote(program)}`;
  return `exec ${quote(process.execPath)}${file} "$@"`;
}

/** `docker WORD …` as well as `docker GROUP MEMBER …`. */
function patterns(commands: readonly string[]): string {
  return commands.map((command) => (command.includes(' ') ? `'${command}'` : `'${command} '*`)).join(' | ');
}
