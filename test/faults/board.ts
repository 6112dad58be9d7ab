import { createClock } from '../../src/base/clock.ts';
import { watchCheck } from '../../src/cluster/checks/index.ts';
import type { CheckContext } from '../../src/cluster/types.ts';
import type { Verdict } from '../../src/engine/events.ts';
import { sayReason } from '../../src/engine/reasons/say.ts';
import type { Check } from '../../src/lesson/schema.ts';

/** How a check stood from a moment on, in words: `green`, `red: why`. */
interface Standing {
  readonly at: number;
  readonly words: string;
}

/** One check that is watched. */
export interface Watched {
  /** `STEP KIND TARGET` */
  readonly name: string;
  /** Of a step that is not done yet, so that it need not be green. */
  readonly isAhead: boolean;
  /** All it ever said, the oldest first. */
  readonly said: Standing[];
  stop(): void;
}

/** What a check is about, as its lesson says it. */
export function nameOf(step: string, check: Check): string {
  const kind = (['resource', 'http', 'logs', 'command', 'variable', 'file'] as const).find(
    (one) => one in check,
  );
  return `${step} ${kind} ${(check as Record<string, unknown>)[kind ?? '']}`;
}

/** The checks that are watched, all of them at the same time. */
export class Board {
  readonly #watched: Watched[] = [];
  readonly #waiting = new Set<() => void>();

  /** Watches a check as a run does. */
  watch(step: string, check: Check, context: CheckContext, isAhead: boolean): Watched {
    const stop = new AbortController();
    const said: Standing[] = [];
    const watched = { name: nameOf(step, check), isAhead, said, stop: () => stop.abort() };
    this.#watched.push(watched);
    const report = (verdict: Verdict) => {
      const words = verdict.verdict === 'red' ? `red: ${sayReason(verdict.reason, 'en')}` : verdict.verdict;
      said.push({ at: performance.now(), words });
      for (const look of [...this.#waiting]) look();
    };
    watchCheck(check, context, report, stop.signal);
    return watched;
  }

  /** Stops watching a check, and forgets it. */
  drop(watched: Watched): void {
    watched.stop();
    this.#watched.splice(this.#watched.indexOf(watched), 1);
  }

  get all(): readonly Watched[] {
    return this.#watched;
  }

  /** The one check with this name, or whose name begins so. @throws RangeError when there is not just one */
  find(name: string): Watched {
    const found = this.#watched.filter((one) => one.name === name || one.name.startsWith(`${name} `));
    if (found.length !== 1 || found[0] === undefined) {
      throw new RangeError(`${found.length} checks are called ${name}`);
    }
    return found[0];
  }

  /** Resolves to whether `holds` became true before `patience` milliseconds had passed. */
  until(holds: () => boolean, patience: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (result: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(result);
      };
      const look = () => {
        if (holds()) end(true);
      };
      const timer = setTimeout(() => end(holds()), patience);
      this.#waiting.add(look);
      look();
    });
  }

  close(): void {
    for (const { stop } of this.#watched) stop();
  }
}

/** What it says now. */
export function standing({ said }: Watched): string {
  return said.at(-1)?.words ?? 'pending';
}

/** When it first said, from `from` on, what `pattern` matches: what it said last before that still stood then. */
export function saidAt({ said }: Watched, pattern: RegExp, from: number): number | undefined {
  const standing = said.findLast(({ at }) => at < from);
  if (standing !== undefined && pattern.test(standing.words)) return from;
  return said.find(({ at, words }) => at >= from && pattern.test(words))?.at;
}

/** Lets one question be asked after the other: a machine cannot run twenty commands at a time and be quick. */
export function inTurn(context: CheckContext): CheckContext {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...context,
    clock: createClock(),
    probe: (command, signal) => {
      const mine = last.then(() => context.probe(command, signal));
      last = mine.catch(() => {});
      return mine;
    },
  };
}
