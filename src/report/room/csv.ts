import { sayReason } from '../../engine/reasons/say.ts';
import type { SaidLearner, SaidRoom, SaidStep } from './said.ts';

type Value = string | number | null;
type Columns<Row> = Readonly<Record<string, (row: Row) => Value>>;

/** The steps as a table for spreadsheets: a row each. Times are seconds, shares from 0 to 1. */
export function stepsCsv({ steps, language }: SaidRoom): string {
  return csv<SaidStep>(steps, {
    number: ({ number }) => number,
    step: ({ id }) => id,
    title: ({ title }) => title,
    rank: ({ rank }) => rank,
    reached: ({ reached }) => reached,
    troubled: ({ troubled }) => troubled,
    troubled_share: ({ troubled, reached }) => share(troubled, reached),
    failed: ({ failed }) => failed,
    failed_share: ({ failed, reached }) => share(failed, reached),
    done: ({ done }) => done,
    skipped: ({ skipped }) => skipped,
    not_done: ({ open }) => open,
    done_for_them: ({ carried }) => carried,
    stuck: ({ stuck }) => stuck,
    median_seconds: ({ median }) => seconds(median),
    p90_seconds: ({ p90 }) => seconds(p90),
    hints: ({ hints }) => hints,
    hinted: ({ hinted }) => hinted,
    hands: ({ hands }) => hands,
    reason: ({ reasons: [first] }) => (first ? sayReason(first.reason, language) : null),
    reason_learners: ({ reasons: [first] }) => first?.learners ?? null,
  });
}

/** The same of the learners. Moments are in UTC, as ISO 8601 has them. */
export function learnersCsv({ learners }: SaidRoom): string {
  return csv<SaidLearner>(learners, {
    learner: ({ name }) => name,
    joined: ({ joinedAt }) => moment(joinedAt),
    steps: ({ total }) => total,
    done: ({ done }) => done,
    done_for_them: ({ carried }) => carried,
    skipped: ({ skipped }) => skipped,
    at: ({ at }) => at,
    failures: ({ failures }) => failures,
    hints: ({ hints }) => hints,
    hands: ({ hands }) => hands,
    seconds: ({ spent }) => seconds(spent),
    finished: ({ finishedAt }) => moment(finishedAt),
  });
}

export function share(count: number, of: number): number | null {
  return of === 0 ? null : Math.round((count / of) * 1000) / 1000;
}

export function moment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / 1000);
}

/** RFC 4180, and a byte order mark: without it spreadsheets take the names for Latin-1. */
function csv<Row>(rows: readonly Row[], columns: Columns<Row>): string {
  const lines = [
    Object.keys(columns),
    ...rows.map((row) => Object.values(columns).map((value) => cell(value(row)))),
  ];
  return `\uFEFF${lines.map((cells) => `${cells.join(',')}\r\n`).join('')}`;
}

function cell(value: Value): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  // A spreadsheet would run it; the apostrophe makes it a text.
  const harmless = /^[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
