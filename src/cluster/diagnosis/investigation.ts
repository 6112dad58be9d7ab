import type { Reason } from '../../engine/reasons/reasons.ts';
import { UnreachableError } from '../api/errors.ts';
import type { KubeObject } from '../api/objects.ts';
import { reasonOfProblem } from '../api/problem.ts';
import type { Query } from '../api/query.ts';
import type { Session } from '../api/session.ts';
import { watchObjects } from '../api/watch.ts';
import { type Complaint, createComplaints } from './complaints.ts';
import { createLastLines } from './last-line.ts';
import type { WarningEvent } from './objects.ts';
import type { LastLine } from './pod.ts';

/** What was found so far; a question without an answer yet is undefined. */
export interface Evidence {
  readonly pods: readonly KubeObject[] | undefined;
  readonly events: readonly WarningEvent[];
  readonly services: readonly KubeObject[] | undefined;
  readonly deployments: readonly KubeObject[] | undefined;
  readonly others: readonly KubeObject[] | undefined;
  readonly lastLine: LastLine;
  readonly complaint: Complaint;
}

/**
 * Milliseconds of wall time that something is to be wrong before its cause is looked for: most of what is not so when it
 * is first looked at is so a moment later, and every question is a watch.
 */
const patience = 100;

type Question = 'pods' | 'events' | 'services' | 'deployments' | 'others';

/** What to look at to find a cause, and what to make of it. */
export interface Investigation {
  /** The same for as long as the same things are to be looked at. */
  readonly key: string;
  readonly queries: { readonly [Asked in Question]?: Query };
  readonly conclude: (evidence: Evidence) => Reason | undefined;
}

export interface Investigator {
  /** Takes up an investigation, or goes on with it, and gives what it concludes for now. Undefined ends it. */
  look(investigation: Investigation | undefined): Reason | undefined;
}

/**
 * Watches what an investigation asks about, for as long as it is wanted, and calls back when its conclusion may have
 * changed. What may not be seen (access, a missing API) is left out: a check's verdict does not depend on its cause.
 * While the cluster does not answer, that is the cause.
 */
export function createInvestigator(
  session: Session,
  onChange: () => void,
  signal: AbortSignal,
): Investigator {
  let key: string | undefined;
  /** Since when there has been something to investigate. */
  let since: number | undefined;
  let stop = new AbortController();
  let found = new Map<Question, readonly KubeObject[]>();
  /** Why nobody can be asked at present. */
  let silence: Reason | undefined;
  let lastLine: LastLine = () => '';
  let complaint: Complaint = () => '';
  signal.addEventListener('abort', () => stop.abort(), { once: true });

  const begin = (investigation: Investigation | undefined) => {
    stop.abort();
    stop = new AbortController();
    key = investigation?.key;
    found = new Map();
    silence = undefined;
    lastLine = () => '';
    complaint = () => '';
    if (investigation === undefined) since = undefined;
    if (investigation === undefined || signal.aborted) return;
    since ??= performance.now();
    const wait = since + patience - performance.now();
    if (wait <= 0) return ask(investigation);
    const timer = setTimeout(() => {
      ask(investigation);
      onChange();
    }, wait);
    stop.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  };

  const ask = (investigation: Investigation) => {
    const mine = found;
    lastLine = createLastLines(session, onChange, stop.signal);
    complaint = createComplaints(session, onChange, stop.signal);
    for (const [question, query] of Object.entries(investigation.queries) as [Question, Query][]) {
      const learn = (objects: readonly KubeObject[]) => {
        mine.set(question, objects);
        if (mine === found) silence = undefined;
        onChange();
      };
      const listener = {
        found: ({ objects }: { objects: readonly KubeObject[] }) => learn(objects),
        // Not seen is not the same as not there: what may not be looked at leaves the question open.
        problem: (error: unknown) => {
          if (!(error instanceof UnreachableError)) return;
          if (mine === found) silence = reasonOfProblem(error);
          onChange();
        },
      };
      watchObjects(session, query, listener, stop.signal);
    }
  };

  return {
    look(investigation) {
      if (investigation?.key !== key) begin(investigation);
      if (investigation !== undefined && silence !== undefined) return silence;
      return investigation?.conclude({
        pods: found.get('pods'),
        events: (found.get('events') ?? []) as readonly WarningEvent[],
        services: found.get('services'),
        deployments: found.get('deployments'),
        others: found.get('others'),
        lastLine,
        complaint,
      });
    },
  };
}
