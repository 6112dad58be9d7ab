import { breakagesOf } from './breakages.ts';
import { commandsIn } from './lint/commands.ts';
import { changeIn } from './lint/vocabulary.ts';
import type { Step } from './schema.ts';

/** A step's command with one small mistake in it, which the lesson should notice. */
export interface Mutant {
  readonly step: string;
  /** What is wrong with it, in a few words. */
  readonly what: string;
  readonly command: string;
  /** Takes back what the mistake leaves and the step's own `undo` does not know. */
  readonly undo?: string;
}

/** A mistake that learners and authors make: what it looks for in a command, and what it makes of it. */
interface Mistake {
  readonly pattern: RegExp;
  wrong(found: RegExpExecArray): string;
  undo?(found: RegExpExecArray): string;
}

/** `kubectl get svc/web`, `kubectl logs deploy/web`: what a command that only looks looks at. */
const looked: readonly Mistake[] = [
  {
    pattern: /\b(?:deploy|deployment|svc|service|pod|pods|services|deployments)[/ ][a-z][\w-]*/g,
    wrong: ([found]) => `${found}-other`,
  },
];

const plusOne = (digits = '') => String(Number(digits) + 1);

const mistakes: readonly Mistake[] = [
  { pattern: /(--(?:target-)?port[= ])(\d+)/g, wrong: ([, flag, port]) => `${flag}${plusOne(port)}` },
  { pattern: /(--image[= ]\S*:)([\w.$-]+)/g, wrong: ([found]) => `${found}-none` },
  {
    pattern: /(\bkubectl expose .*--port[= ])(\d+)(?!.*--target-port)/g,
    wrong: ([, before, port]) => `${before}${port} --target-port=${plusOne(port)}`,
  },
  { pattern: /--type[= ]NodePort/g, wrong: () => '--type=ClusterIP' },
  { pattern: /\bkubectl expose (?!.*--type)\S+.*$/gm, wrong: ([found]) => `${found} --type=NodePort` },
  { pattern: /--replicas[= ][1-9]\d*/g, wrong: () => '--replicas=0' },
  { pattern: /(--replicas[= ])([1-9]\d*)/g, wrong: ([, flag, count]) => `${flag}${plusOne(count)}` },
  {
    pattern: /\bkubectl create (deployment|configmap|service \w+|secret \w+|job) [\w$-]+/g,
    wrong: ([found]) => `${found}-other`,
    undo: ([, kind = '']) =>
      `kubectl get ${kind.split(' ')[0]} --output=name | grep -e '-other$' | xargs -r kubectl delete`,
  },
  {
    pattern: /\bkubectl expose \S+(?: [\w$-]+(?=\s))?/g,
    wrong: ([found]) => `${found} --name=other`,
    undo: () => 'kubectl delete service other',
  },
  { pattern: /\bdocker (?:tag|push|pull) .*:[\w.$-]+$/gm, wrong: ([found]) => `${found}-other` },
  { pattern: /^(\w+=)([\w.:]+)$/gm, wrong: ([found]) => `${found}x` },
  { pattern: /(?<=\bfor \w+ in (?:[\w.-]+ )*)[\w.-]+ (?=[\w.-])/g, wrong: () => '' },
];

/** The mistakes that could be in a step's command, each alone. A step without an `undo` gets none that changes something. */
export function mutantsOf(step: Step): Mutant[] {
  const { id, run } = step;
  if (run === undefined) return [];
  if (step.look) {
    if (step.output === undefined) return [];
    return [{ step: id, what: 'left out', command: 'true' }, ...mistaken(id, run, looked)];
  }
  if (step.undo === undefined) return [];
  return [...leftOut(id, run), ...mistaken(id, run, mistakes), ...breakagesOf(step)];
}

function mistaken(step: string, run: string, known: readonly Mistake[]): Mutant[] {
  return known.flatMap(({ pattern, wrong, undo }) =>
    [...run.matchAll(pattern)].map((found): Mutant => {
      const instead = wrong(found);
      const command = run.slice(0, found.index) + instead + run.slice(found.index + found[0].length);
      const what = `\`${found[0].trim()}\` ${instead === '' ? 'left out' : `became \`${instead}\``}`;
      return { step, what, command, ...(undo && { undo: undo(found) }) };
    }),
  );
}

/** The script without one of the lines that change something; without all of them where its lines belong together. */
function leftOut(step: string, run: string): Mutant[] {
  const lines = run.trimEnd().split('\n');
  const isSimple = !/\\\n|<<|\b(?:for|while|until|if|case|do|then)\b|\{$/m.test(run);
  if (!isSimple || lines.length === 1) return [{ step, what: 'left out', command: 'true' }];
  return lines.flatMap((line, index) => {
    const changes = /^\w+=/.test(line) || commandsIn(line).some((command) => changeIn(command) !== undefined);
    if (!changes) return [];
    return [{ step, what: `\`${line}\` left out`, command: lines.toSpliced(index, 1).join('\n') }];
  });
}
