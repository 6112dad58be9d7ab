import { isDeepStrictEqual as equal } from 'node:util';
import { type Check, kindOf } from '../../schema.ts';
import { nodeAt } from '../../yaml/locate.ts';
import { commandsIn } from '../commands.ts';
import type { Found, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

interface Placed {
  readonly check: Check;
  readonly step: number;
  readonly id: string;
  readonly offset: number;
}

function checksOf({ file, root }: Subject): Placed[] {
  return file.steps.flatMap((step, index) =>
    (step.checks ?? []).map((check, at) => ({
      check,
      step: index,
      id: step.id,
      offset: nodeAt(root, ['steps', index, 'checks', at])?.offset ?? 0,
    })),
  );
}

export const checkThatCannotFail: Rule = {
  id: 'check-that-cannot-fail',
  severity: 'error',
  what: 'A check is green whatever happens.',
  why: 'It proves nothing, and a learner who did the step wrong is told that it is done.',
  wrong: "- command: kubectl get pods | cat\n  stdout: '.*'",
  right: "- command: kubectl get pods\n  stdout: '^web-\\S+ +1/1'",
  *find(subject) {
    for (const { check, id, offset } of checksOf(subject)) {
      const why = alwaysGreen(check);
      if (why === undefined) continue;
      yield {
        source: subject.source,
        offset,
        message: `this check of step \`${id}\` cannot fail: ${why}`,
        fix: 'say what must be so, as closely as the step makes it so',
      };
    }
  },
};

function alwaysGreen(check: Check): string | undefined {
  for (const key of ['matches', 'stdout', 'body'] as const) {
    const pattern = key in check ? (check as Record<string, unknown>)[key] : undefined;
    if (typeof pattern === 'string' && new RegExp(pattern, 'm').test('') && !/[\^$]/.test(pattern)) {
      return `\`${key}: ${pattern}\` matches any text, also none`;
    }
  }
  if ('resource' in check && check.count !== undefined && typeof check.count === 'object') {
    const { min = 0, max } = check.count;
    if (min === 0 && max === undefined) return 'any number of objects is right, also none';
  }
  if ('command' in check && check.stdout === undefined && (check.exit ?? 0) === 0) {
    if (endsWell(check.command)) return 'its command ends well whatever it finds';
  }
  if ('logs' in check && check.matches === undefined && check.absent === undefined)
    return 'it names no line that must be there, or must not';
  return undefined;
}

/** Whether the last command of a script has the word, and says that all is well. */
function endsWell(script: string): boolean {
  if (/\|\|\s*(true|:)\s*$/.test(script)) return true;
  const last = commandsIn(script).at(-1);
  const before = script.slice(0, last?.index).trimEnd();
  if (before.endsWith('&&')) return false;
  const [program = '', ...rest] = last?.words ?? [];
  return (
    ['true', ':', 'echo'].includes(program) ||
    (program === 'cat' && rest.length === 0 && before.endsWith('|'))
  );
}

export const checkThatCannotPass: Rule = {
  id: 'check-that-cannot-pass',
  severity: 'error',
  what: 'A check, or two checks of one step together, ask for what cannot be.',
  why: 'No learner can finish the step.',
  wrong: '- resource: pods\n  count: { min: 3, max: 2 }',
  right: '- resource: pods\n  count: { min: 2, max: 3 }',
  *find(subject) {
    const checks = checksOf(subject);
    for (const placed of checks) {
      const why = neverGreen(placed.check) ?? contradiction(placed, checks);
      if (why === undefined) continue;
      yield {
        source: subject.source,
        offset: placed.offset,
        message: `this check of step \`${placed.id}\` cannot become green: ${why}`,
        fix: 'keep what the step really does',
      };
    }
  },
};

function neverGreen(check: Check): string | undefined {
  if ('resource' in check) {
    const { count, absent } = check;
    if (
      typeof count === 'object' &&
      count.min !== undefined &&
      count.max !== undefined &&
      count.min > count.max
    )
      return `at least ${count.min} and at most ${count.max} objects`;
    if (absent && count !== undefined) return '`absent` and `count` contradict each other';
    const named = check.resource.includes('/');
    const least = typeof count === 'object' ? (count.min ?? 0) : (count ?? 0);
    if (named && least > 1) return `it names one object and wants ${least}`;
  }
  if ('file' in check && check.absent && check.matches !== undefined)
    return '`absent` and `matches` contradict each other';
  return undefined;
}

/** Two resource checks of one step that want the same field of the same object to be two things. */
function contradiction(placed: Placed, all: readonly Placed[]): string | undefined {
  const { check } = placed;
  if (!('resource' in check) || !check.resource.includes('/')) return undefined;
  for (const other of all) {
    if (other === placed) break;
    const before = other.check;
    if (other.step !== placed.step || !('resource' in before) || before.resource !== check.resource) continue;
    if (before.namespace !== check.namespace || before.once || check.once) continue;
    if (Boolean(before.absent) !== Boolean(check.absent))
      return `another one wants ${check.resource} ${check.absent ? 'to be there' : 'to be absent'}`;
    const path = differing(before.match, check.match);
    if (path) return `another one wants ${path} of ${check.resource} to be something else`;
  }
  return undefined;
}

function differing(left: unknown, right: unknown, path = ''): string | undefined {
  if (!isMapping(left) || !isMapping(right)) {
    const literal = left !== undefined && right !== undefined && !equal(left, right);
    return literal && !Array.isArray(left) ? path : undefined;
  }
  for (const [key, value] of Object.entries(left)) {
    if (!Object.hasOwn(right, key)) continue;
    const found = differing(value, right[key], path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return undefined;
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What every cluster has. */
const builtIn = new Set(['services/kubernetes', 'endpoints/kubernetes', 'configmaps/kube-root-ca.crt']);

export const resourceNeverMade: Rule = {
  id: 'resource-never-made',
  severity: 'error',
  what: 'A check waits for an object whose name no command and no file of the lesson mentions up to that step.',
  why: 'It is most likely misspelt: the step can never be finished.',
  wrong:
    '- run: kubectl create deployment web --image=nginx:1.29\n  checks:\n    - resource: deployments/wed',
  right:
    '- run: kubectl create deployment web --image=nginx:1.29\n  checks:\n    - resource: deployments/web',
  *find(subject) {
    const files = subject.files.map(({ source }) => source?.text ?? '').join('\n');
    for (const { check, step, id, offset } of checksOf(subject)) {
      const what = 'resource' in check && !check.absent ? check.resource : 'logs' in check ? check.logs : '';
      const [kind = '', name] = what.split('/');
      if (!name || builtIn.has(what) || /^(nodes?|namespaces?|ns)$/.test(kind)) continue;
      const said = subject.scripts
        .filter((script) => script.what === 'run' && script.step <= step)
        .map(({ text }) => text);
      const values = Object.values(subject.file.variables ?? {});
      if (mentions([...said, ...values, files].join('\n'), name)) continue;
      yield {
        source: subject.source,
        offset,
        message: `${kindOf(check)} check of step \`${id}\`: nothing up to this step mentions ${name}`,
        fix: 'name the object as the command that makes it does',
      } satisfies Found;
    }
  },
};

/** A StatefulSet's pods and claims, and a Job's, have its name in theirs. */
function mentions(text: string, name: string): boolean {
  const whole = (word: string) =>
    new RegExp(`(?<![\\w.-])${word.replaceAll(/[.-]/g, '\\$&')}(?![\\w-])`).test(text);
  const numbered = /^(.+)-\d+$/.exec(name)?.[1];
  return whole(name) || (numbered !== undefined && (whole(numbered) || numbered.split('-').some(whole)));
}
