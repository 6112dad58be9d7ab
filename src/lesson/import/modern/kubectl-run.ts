import { commandsIn, type SimpleCommand, unquoted } from '../../lint/commands.ts';

/** Signs that a source was written when `kubectl run` made a Deployment. */
const oldSigns = /\bdocker-compose\b|\s--record\b|\s--generator\b|\b(?:extensions|apps)\/v1beta[12]\b/;

/** Whether `kubectl run` makes Deployments in a source, as it did until 1.18. */
export function runMeansDeployment(source: string): boolean {
  if (oldSigns.test(source)) return true;
  const names = new Set([...source.matchAll(/\bkubectl run ([a-z0-9][a-z0-9-]*)/g)].map(([, name]) => name));
  return [...source.matchAll(/\bdeploy(?:ments?)?(?:\.apps)?[ /]([a-z0-9][a-z0-9-]*)/g)].some(([, name]) =>
    names.has(name),
  );
}

/** Flags that `kubectl create` has, too, and how many words each is. */
const kept = /^(?:--image|--replicas|--port|--schedule|--namespace|-n|--dry-run|--output|-o)(?:=|$)/;
const dropped = /^(?:--generator|--restart)(?:=|$)|^--save-config$/;

export interface Rewritten {
  readonly text: string;
  readonly done: readonly string[];
  readonly left: readonly string[];
}

/** A script whose `kubectl run`s say what they made. */
export function rewrittenRuns(script: string): Rewritten {
  const done: string[] = [];
  const left: string[] = [];
  let text = script;
  for (const command of commandsIn(script).toReversed()) {
    if (command.words[0] !== 'kubectl' || command.words[1] !== 'run') continue;
    if (
      command.words.some((word) =>
        /^(?:-it|-ti|-i|-t|--stdin|--tty|--rm|--attach|--restart=Never|--pod)$/.test(word),
      )
    )
      continue;
    const end = endOf(script, command);
    if (end === undefined) continue;
    const made = creation(command.words.slice(2));
    if ('flag' in made) {
      left.push(
        `\`kubectl run … ${made.flag}\` made a Deployment, and \`kubectl create deployment\` has no such flag`,
      );
      continue;
    }
    text = text.slice(0, command.index) + made.text + text.slice(end);
    done.push(
      `\`kubectl run\` makes a bare pod since 1.18: \`kubectl create ${made.kind}\` makes what it made here`,
    );
  }
  return { text, done, left };
}

function creation(words: readonly string[]): { kind: string; text: string } | { flag: string } {
  const flags: string[] = [];
  const operands: string[] = [];
  let kind = 'deployment';
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') {
      operands.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith('-') || operands.length > 1) operands.push(word);
    else if (kept.test(word) || dropped.test(word)) {
      const takesNext = !word.includes('=') && !/^--(?:dry-run|save-config)$/.test(word);
      const value = takesNext ? words[++at] : undefined;
      const whole = value === undefined ? word : `${word}${word.startsWith('--') ? '=' : ' '}${value}`;
      if (/^--restart=['"]?OnFailure/.test(whole) && kind === 'deployment') kind = 'job';
      if (whole.startsWith('--schedule=')) kind = 'cronjob';
      if (kept.test(word)) flags.push(whole);
    } else return { flag: unquoted(word) };
  }
  const [name = 'NAME', ...command] = operands;
  const parts = ['kubectl create', kind, name, ...flags, ...(command.length > 0 ? ['--', ...command] : [])];
  return { kind, text: parts.join(' ') };
}

/** Where the last word of a command ends in its script; undefined where it was computed within quotes. */
function endOf(script: string, { words, index }: SimpleCommand): number | undefined {
  let at = index;
  for (const word of words) {
    const found = script.indexOf(word, at);
    if (found < 0 || (at === index && found !== index)) return undefined;
    at = found + word.length;
  }
  return at;
}
