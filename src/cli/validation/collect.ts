import * as z from 'zod';
import type { LessonResult } from '../../report/result.ts';

/** The line in a shard's log after which its report is. */
export const reportMark = '--- report of this shard ---';

const check = z.object({
  kind: z.string(),
  verdict: z.enum(['green', 'red']),
  reason: z.string().exactOptional(),
});
const step = z.object({
  id: z.string(),
  line: z.number(),
  status: z.enum(['done', 'failed', 'skipped']),
  ms: z.number(),
  reason: z.string().exactOptional(),
  flaky: z.literal(true).exactOptional(),
  checks: z.array(check),
  output: z.array(z.string()).exactOptional(),
});
const report = z.object({
  lessons: z.array(
    z.object({
      id: z.string(),
      file: z.string(),
      cluster: z.string(),
      status: z.enum(['passed', 'failed', 'skipped']),
      ms: z.number(),
      steps: z.array(step),
      evidence: z.array(z.object({ command: z.string(), lines: z.array(z.string()) })),
    }),
  ),
});

/** What a shard said, and what came of its lessons; undefined where its log has no whole report. */
export function readShard(log: string): { said: string; lessons: LessonResult[] | undefined } {
  const [said = '', text] = log.split(`${reportMark}\n`);
  if (text === undefined) return { said, lessons: undefined };
  try {
    return { said, lessons: report.parse(JSON.parse(text)).lessons };
  } catch {
    return { said: log, lessons: undefined };
  }
}
