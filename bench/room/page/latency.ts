/**
 * From an event that the room is given to its learner's row on the page: a class as large as they get, each learner ten
 * times as fast as people are, in a real browser.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dashboardPages } from '../../../src/hub/server/pages.ts';
import { serveRoom } from '../../../src/hub/server/serve.ts';
import { SqliteLog } from '../../../src/hub/store/sqlite.ts';
import { startBrowser } from '../../../test/hub/support/browser.ts';
import { percentile, type Row } from '../../measure.ts';
import { goesOn, join, simulatedLesson, tell } from './learners.ts';

const learners = 300;
const steps = 26;
/** So many do a step each second: 45 minutes' work in four and a half. */
const perSecond = (learners * steps) / 270;
const seconds = 20;

/** Notes when each row says that its learner has done another step. */
const watchRows = `
  window.seen = [];
  new MutationObserver((changes) => {
    for (const { target } of changes)
      window.seen.push([target.dataset.learner + ' ' + target.dataset.settled, Date.now()]);
  }).observe(document.querySelector('.rows'), { subtree: true, attributeFilter: ['data-settled'] });
`;

export async function pageLatency(): Promise<Row> {
  const folder = mkdtempSync(joinPath(tmpdir(), 'pilotage-bench-'));
  const log = SqliteLog.open(joinPath(folder, 'rooms.db'));
  const lesson = simulatedLesson(steps);
  const server = await serveRoom({
    ...{ log, lesson, room: 'bench', secret: 'bench', host: '127.0.0.1', port: 0, behindProxy: false },
    pages: dashboardPages(),
    notice: () => {},
  });
  const browser = await startBrowser();
  try {
    const { room, keys } = server;
    const everyone = [];
    for (let number = 1; number <= learners; number++) {
      const learner = await join(room, lesson, `Learner ${number}`);
      await tell(room, learner, goesOn(learner, lesson));
      everyone.push(learner);
    }
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`http://127.0.0.1:${server.port}/#${keys.tokenOf('instructor')}`);
    await page
      .locator('.row')
      .nth(learners - 1)
      .waitFor();
    await page.evaluate(watchRows);
    const told = new Map<string, number>();
    const until = Date.now() + seconds * 1000;
    for (let number = 0; Date.now() < until; number++) {
      const learner = everyone[(number * 7) % learners];
      if (!learner) continue;
      const events = goesOn(learner, lesson);
      told.set(`${learner.id} ${learner.step}`, Date.now());
      await tell(room, learner, events);
      await sleep(1000 / perSecond);
    }
    await sleep(1000);
    const seen = new Map((await page.evaluate('window.seen')) as [string, number][]);
    const times = [...told].flatMap(([what, at]) => (seen.get(what) ?? Number.NaN) - at);
    return rowOf(times);
  } finally {
    await browser.close();
    await server.close();
    await log.close();
    rmSync(folder, { recursive: true });
  }
}

function rowOf(times: readonly number[]): Row {
  const known = times.filter((time) => !Number.isNaN(time));
  // One that does two steps between two drawings shows the last.
  const [median, p95] = [percentile(known, 50), percentile(known, 95)];
  return {
    text: `room of ${learners}, event to page: ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms (${known.length} of ${times.length} steps drawn)`,
    promise: 'p95 at most 300 ms, every step drawn',
    holds: p95 <= 300 && known.length === times.length,
  };
}
