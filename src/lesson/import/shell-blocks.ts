import { commandsIn } from '../lint/commands.ts';

const shells = new Set(['bash', 'sh', 'shell', 'zsh', 'console', 'shell-session', 'terminal']);

/** Programs by which a block that names no language is known to be commands. */
const programs = new Set(
  `kubectl docker docker-compose minikube helm kind k3d curl wget git cd export mkdir cat echo sudo for while watch
  kubeadm kustomize ssh ping ls apt apt-get brew npm pip`.split(/\s+/),
);

/** What a code block has the learner type, and what it shows of the answer. */
export interface ShellBlock {
  readonly script: string;
  readonly output: string;
}

const prompt = /^\s*(?:\$|[\w.-]+@[\w.-]+[:\w~/.-]*[$#])\s+(?=\S)/;

/** Undefined where a code block is no commands. */
export function shellBlock(language: string, text: string): ShellBlock | undefined {
  const named = shells.has(language.toLowerCase());
  if (!named && (language !== '' || !looksTyped(text))) return undefined;
  const lines = text.split('\n');
  if (!lines.some((line) => prompt.test(line))) return { script: dedented(text), output: '' };
  return session(lines);
}

function looksTyped(text: string): boolean {
  const [first = ''] = text.trimStart().split('\n');
  if (prompt.test(first)) return true;
  return programs.has(commandsIn(first)[0]?.words[0] ?? '');
}

/** Lines after a prompt are typed, with those that a backslash continues; the others are answers. */
function session(lines: readonly string[]): ShellBlock {
  const script: string[] = [];
  const output: string[] = [];
  let isContinued = false;
  for (const line of lines) {
    const isTyped: boolean = isContinued || prompt.test(line);
    (isTyped ? script : output).push(isContinued ? line : line.replace(prompt, ''));
    isContinued = isTyped && line.endsWith('\\');
  }
  return { script: script.join('\n'), output: output.join('\n').trim() };
}

/** A script without the indentation that all of its lines share, and without that of its first. */
function dedented(text: string): string {
  const lines = text.replace(/\s+$/, '').split('\n');
  const used = lines.filter((line) => line.trim() !== '');
  const least = used.reduce((most, line) => Math.min(most, line.search(/\S/)), Number.POSITIVE_INFINITY);
  const [first = '', ...rest] = lines.map((line) => line.slice(Number.isFinite(least) ? least : 0));
  return [first.trimStart(), ...rest].join('\n');
}
