import { onItsOwnCluster } from '../../src/cli/validation/own-cluster.ts';
import { stepOf } from '../../src/engine/select.ts';
import type { Lesson } from '../../src/lesson/load.ts';
import { lookFor } from '../../src/runner/look.ts';
import { mutate, type Trial } from '../../src/runner/mutation.ts';
import type { Session } from '../../src/runner/session.ts';

/** Milliseconds that a check may take to notice what was changed. */
const checkPatience = 2_000;
/** Milliseconds that one may take to be green which was green before: some measure for a while. */
const greenPatience = 20_000;

/** What was seen of a lesson whose commands were changed, one at a time. */
export interface Seen {
  readonly trials: readonly Trial[];
  /** The steps of which a check stays green where nothing takes them back. */
  readonly undosNoticed: ReadonlySet<string>;
  /** The places of the checks of each step that are not green when their command is another. */
  readonly commandsNoticed: ReadonlyMap<string, ReadonlySet<number>>;
  /** Steps that did not work as they are, twice: not all is known of the changes to them. */
  readonly stuck: readonly string[];
}

/**
 * Tries a lesson's changed commands on practice clusters side by side: each takes every so-manieth step, and only does
 * those before it. Where a step is stuck, what is left goes to a new cluster.
 */
export async function tryCommands(lesson: Lesson, clusters: number, signal: AbortSignal): Promise<Seen> {
  const ids = lesson.file.steps.map(({ id }) => id);
  const trials: Trial[] = [];
  const undosNoticed = new Set<string>();
  const commandsNoticed = new Map<string, ReadonlySet<number>>();
  const stuck: string[] = [];
  const tryShare = async (share: readonly string[], isAgain: boolean): Promise<void> => {
    if (share.length === 0) return;
    const { stuck: at, ...seen } = await onItsOwnCluster(
      lesson,
      { cluster: 'practice' },
      () => {},
      signal,
      ({ session }) =>
        mutate(session, signal, () => {}, {
          only: new Set(share),
          onDone: async (id) => {
            commandsNoticed.set(id, await tryCheckCommands(session, id, signal));
            if (await isStillGreen(session, id, signal)) undosNoticed.add(id);
          },
        }),
    );
    if (at === undefined) return void trials.push(...seen.trials);
    const place = ids.indexOf(at);
    trials.push(...seen.trials.filter(({ mutant }) => mutant.step !== at));
    if (isAgain) stuck.push(at);
    await tryShare(isAgain ? [] : [at], true);
    await tryShare(
      share.filter((id) => ids.indexOf(id) > place),
      false,
    );
  };
  const shares = Array.from({ length: clusters }, (_, share) =>
    ids.filter((_, at) => at % clusters === share),
  );
  await Promise.all(shares.map((share) => tryShare(share, false)));
  return { trials, undosNoticed, commandsNoticed, stuck };
}

/** Looks at a step that is done with each of its checks that run a command running none. */
async function tryCheckCommands(session: Session, id: string, signal: AbortSignal): Promise<Set<number>> {
  const noticed = new Set<number>();
  const context = session.checkContext(stepOf(session.state, id));
  for (const [at, check] of (session.step(id).checks ?? []).entries()) {
    if (!('command' in check)) continue;
    const idle = { ...check, command: 'true' };
    const { verdict } = await lookFor('green', idle, context, checkPatience, signal);
    if (verdict !== 'green') noticed.add(at);
  }
  return noticed;
}

/** Whether validation would complain of a step that nothing takes back: a check goes on being green. */
async function isStillGreen(session: Session, id: string, signal: AbortSignal): Promise<boolean> {
  const context = session.checkContext(stepOf(session.state, id));
  const verdicts = await Promise.all(
    (session.step(id).checks ?? []).map((check) => lookFor('green', check, context, greenPatience, signal)),
  );
  return verdicts.some(({ verdict }) => verdict === 'green');
}
