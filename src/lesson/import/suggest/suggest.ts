import { shellWord } from '../../../base/quote.ts';
import { commandsIn } from '../../lint/commands.ts';
import { changeIn } from '../../lint/vocabulary.ts';
import { type Check, checkSchema, type Step } from '../../schema.ts';
import type { Draft } from '../outline.ts';
import { dockerEffect } from './docker.ts';
import type { Effect } from './effect.ts';
import { expectedPattern } from './expected.ts';
import { kubectlEffect, objectsInManifests, readyMatch } from './kubectl.ts';
import { type Seen, seenBy } from './look.ts';
import { withoutLoops } from './loops.ts';
import type { ObjectName } from './objects.ts';
import { shellEffect, variableEffect } from './shell.ts';
import { type Sorted, sorted } from './words.ts';

/** What proves a step, as far as its command tells. */
export interface Suggestion {
  readonly proof: Pick<Step, 'look' | 'until' | 'output' | 'checks' | 'undo'>;
  readonly makes: readonly ObjectName[];
  readonly touches: readonly ObjectName[];
  /** What the author should do better. */
  readonly gaps: readonly { readonly what: string; readonly next: string }[];
}

export function suggestionFor(draft: Draft, script: string, known: readonly ObjectName[]): Suggestion {
  const written = withoutLoops(script);
  const commands = commandsIn(written);
  const kinds = commands.map((command) => ({ command: sorted(command), change: changeIn(command) }));
  const told = effectsOf(kinds, written);
  const effects = [...told, ...cameWith(draft, told)];
  const seen = kinds
    .filter(({ change }) => change === undefined)
    .flatMap(({ command }) => seenBy(command, known) ?? []);
  const looks = effects.length === 0 && kinds.every(({ change }) => change === undefined);
  const pattern = expectedPattern(draft);
  const isEndless = draft.isInterrupted || seen.some((one) => one.isEndless);
  const checks = usable([...lasting(effects), ...checksOf(seen, pattern), ...verified(draft)]);
  const output = looks && !isEndless ? (pattern ?? seen.find((one) => one.output)?.output) : undefined;
  const isWeak = looks && output === undefined && checks.length === 0;
  const undo = undoOf(effects);
  const proof = {
    ...(looks && { look: true as const }),
    ...(isEndless && checks.length > 0 && { until: 'checks' as const }),
    ...(isWeak ? { output: '\\S' } : output !== undefined && { output }),
    ...(checks.length > 0 && { checks }),
    ...(undo !== '' && { undo }),
  };
  return {
    proof,
    makes: effects.flatMap((effect) => effect.makes ?? []),
    touches: effects.flatMap((effect) => effect.touches ?? []),
    gaps: gapsIn({ looks, isWeak, isEndless, checks }),
  };
}

type Judged = { readonly command: Sorted; readonly change: string | undefined };

function effectsOf(commands: readonly Judged[], script: string): Effect[] {
  const told = commands.flatMap(({ command }): Effect[] => {
    const { program } = command;
    const effect =
      program === 'kubectl'
        ? kubectlEffect(command)
        : program === 'docker'
          ? dockerEffect(command)
          : program === 'minikube' && command.operands[0] === 'start'
            ? started
            : shellEffect(command);
    return effect ? [effect] : [];
  });
  const written = objectsInManifests(script);
  const manifests: Effect[] =
    written.length > 0 && /\bkubectl (?:apply|create|replace)\b[^\n]* -f ?-/.test(script)
      ? [
          {
            checks: written.map((object) => ({
              resource: `${object.kind}/${object.name}`,
              ...readyMatch(object),
            })),
            undo: written
              .map(({ kind, name }) => `kubectl delete ${kind.replace(/s$/, '')} ${name}`)
              .join('\n'),
            makes: written,
          },
        ]
      : [];
  const variables = variableEffect(script);
  return [...told, ...manifests, ...(variables ? [variables] : [])];
}

/** What came with the command, and its words do not tell of. */
function cameWith({ made = [], wrote = [] }: Draft, told: readonly Effect[]): Effect[] {
  const known = new Set(told.flatMap(({ makes = [] }) => makes.map(({ kind, name }) => `${kind}/${name}`)));
  const checked = new Set(
    told.flatMap(({ checks }) => checks.flatMap((one) => ('file' in one ? one.file : []))),
  );
  const hasUndo = told.some(({ undo }) => undo !== undefined);
  const objects = made
    .filter(({ kind, name }) => !known.has(`${kind}/${name}`))
    .map(
      (object): Effect => ({
        checks: [{ resource: `${object.kind}/${object.name}`, ...readyMatch(object) }],
        ...(!hasUndo && { undo: `kubectl delete ${object.kind} ${object.name}` }),
        makes: [object],
      }),
    );
  const files = wrote
    .filter((file) => !checked.has(file))
    .map((file): Effect => ({ checks: [{ file }], undo: `rm ${shellWord(file)}` }));
  return [...objects, ...files];
}

/** The checks of what is still so once all of it was done: a scaled Deployment is no longer as it was made. */
function lasting(effects: readonly Effect[]): Check[] {
  return effects.flatMap(({ checks }, index) => {
    const later = effects.slice(index + 1).flatMap(({ touches = [] }) => touches);
    const ended = new Set(later.map(({ kind, name }) => `${kind}/${name}`));
    return checks.filter((one) => !('resource' in one && ended.has(one.resource)));
  });
}

/** What is true once a cluster runs. */
export const started: Effect = {
  checks: [{ resource: 'nodes', match: { status: { "(conditions[?type=='Ready'].status | [0])": 'True' } } }],
  undo: 'minikube delete',
};

/** A line that the source waits for is looked for in the logs that its command shows. */
function checksOf(seen: readonly Seen[], pattern: string | undefined): Check[] {
  return seen.flatMap(({ checks = [] }) =>
    checks.map((one): Check => ('logs' in one && pattern !== undefined ? { ...one, matches: pattern } : one)),
  );
}

/** A script of the source's own that proves a step; in a shell of its own, as it may say `exit`. */
export function verified({ verify }: Draft): Check[] {
  return verify.map((script) => ({ command: `(\n${script.replace(/^#!.*\n/, '').trim()}\n)` }));
}

/** Each once, and only what the format takes. */
function usable(checks: readonly Check[]): Check[] {
  const seen = new Set<string>();
  return checks.filter((one) => {
    const text = JSON.stringify(one);
    if (seen.has(text) || !checkSchema.safeParse(one).success) return false;
    seen.add(text);
    return true;
  });
}

/** Taken back in the opposite order. */
function undoOf(effects: readonly Effect[]): string {
  return effects
    .flatMap(({ undo }) => undo ?? [])
    .toReversed()
    .join('\n');
}

interface Facts {
  readonly looks: boolean;
  readonly isWeak: boolean;
  readonly isEndless: boolean;
  readonly checks: readonly Check[];
}

function gapsIn({ looks, isWeak, isEndless, checks }: Facts): Suggestion['gaps'] {
  const isProved = checks.length > 0;
  if (isEndless && !isProved) {
    const what = 'its command never ends, and nothing says when it has shown enough';
    return [{ what, next: 'give it checks, and `until: checks`' }];
  }
  if (!looks && !isProved)
    return [{ what: 'it changes something, and no check is known for that', next: 'give it `checks:`' }];
  const what = 'whatever its command shows is right';
  if (isWeak) return [{ what, next: 'say what it must print: `output:`' }];
  const isVague = checks.some((one) => 'logs' in one && one.matches === '\\S');
  return isVague ? [{ what, next: 'say which line it must show: `matches:`' }] : [];
}
