import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../src/base/languages.ts';
import { practiceCluster } from '../../src/practice/launch.ts';
import { RunController } from '../../src/ui/run/controller.ts';
import { showRun } from '../../src/ui/run/run-app.tsx';
import { openRun, type TestRun, uiLesson } from '../support/run.ts';
import { TestScreen } from '../support/screen.ts';

const enter = '\r';
const esc = '\u001B';
const sizes = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;

let cluster: ReturnType<typeof practiceCluster>;
let run: TestRun;
let controller: RunController;
let screen: TestScreen;
const frames = new Map<string, string[]>();

/** Names, times and counts are the cluster's business; how wide they are is not. */
function steady(text: string): string {
  return (
    text
      .replaceAll(/(web-[a-z0-9]{8,10})-[a-z0-9]{5}\b/g, '$1-xxxxx')
      .replaceAll(/\b[a-z0-9]{10}-[a-z0-9]{5} │/g, 'xxxxxxxxxx-xxxxx │')
      .replaceAll(/\d\d:\d\d:\d\d/g, 'hh:mm:ss')
      .replaceAll(/\d{4}\/\d\d\/\d\d/g, 'yyyy/mm/dd')
      .replaceAll(/worker process \d+/g, 'worker process N')
      .replaceAll(/… \d+ /g, '… N ')
      .replaceAll(
        /(Done|Fait)( (?:in|en) [\d.,]+ s)\./g,
        (_, done, time) => `${done}.${' '.repeat(time.length)}`,
      )
      // These characters are two cells wide.
      .replaceAll(/完成，用时( [\d.]+ )秒。/g, (_, time) => `完成。${' '.repeat(time.length + 8)}`)
      .replaceAll(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g, '*')
      .replaceAll(/ErrImagePull|ImagePullBackOff/g, 'ErrImagePull')
      .replaceAll(/ +$/gm, '')
  );
}

/** The same moment at each size and in each language. */
async function everywhere(name: string, wanted: RegExp, onWide = wanted): Promise<void> {
  for (const language of languages) {
    run.session.setLanguage(language);
    for (const [columns, rows] of sizes) {
      screen.resize(columns, rows);
      const text = await screen.until((shown) => {
        const lines = shown.split('\n');
        const isDrawn = lines[1]?.length === columns && lines.length === rows - 1;
        return isDrawn && (columns < 120 ? wanted : onWide).test(shown);
      }, 20_000);
      const key = `${columns}x${rows}.${language}`;
      const rule = `── ${name} ${'─'.repeat(columns - name.length - 4)}`;
      frames.set(key, [...(frames.get(key) ?? []), rule, steady(text), '']);
    }
  }
  run.session.setLanguage('en');
  screen.resize(80, 24);
}

beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-frames-'));
  cluster = practiceCluster({ dir, speed: 5, running: true });
  run = await openRun(uiLesson('rollout'), 'en', cluster);
  run.session.openStep('create');
  controller = new RunController(run.session);
  screen = new TestScreen((page) => showRun(page, run.session, controller), 80, 24);
});

afterAll(async () => {
  screen.press('q');
  await screen.shown;
  controller.close();
  await run.close();
  await cluster.reset();
});

describe('the live cluster', () => {
  it('as it changes, on narrow and on wide screens', { timeout: 180_000 }, async () => {
    await screen.until('c cluster');
    screen.press(enter);
    await screen.until(/✓ deployments\/web[\s\S]*d changes/, 60_000);
    await everywhere('done', /web/, /2\/2/);
    screen.press('c');
    await everywhere('the cluster', /2\/2[\s\S]*(Running[\s\S]*){2}/);
    screen.press(esc);
    await screen.until('d changes');
    run.session.openStep('scale');
    await screen.until('replicas=3');
    screen.press(enter);
    await screen.until(/✓ deployments\/web[\s\S]*d changes/, 60_000);
    await everywhere('one more', /web/, /3\/3/);
    screen.press('c');
    await screen.until(/3\/3/);
    // The newest pod: its image was on the node already, so that nothing is said of how long that took.
    screen.press('G');
    await screen.until(/▸ ✓ └ pod/);
    screen.press(enter);
    await everywhere('a pod', /Started[\s\S]*worker process/);
    screen.press(esc);
    await screen.until(/▸ ✓ └ pod/);
    screen.press(esc);
    await screen.until('d changes');
    screen.press('d');
    await everywhere('what scaling changed', /tier = front/);
    screen.press(esc);
    await screen.until('d changes');
    run.session.openStep('update');
    await screen.until('nowhere');
    screen.press(enter);
    await screen.until('Not there yet', 90_000);
    screen.press('c');
    await screen.until(/new replicaset[\s\S]*(ErrImagePull|BackOff)[\s\S]*old replicaset/, 60_000);
    // Nothing that a rollout may take away is chosen.
    screen.press('g');
    await screen.until(/▸ ✗ deployment/);
    await everywhere('a rollout that is stuck', /(PullBackOff|ErrImagePull)[\s\S]*other/);
    screen.press(esc);
    await screen.until(/Not there yet[\s\S]*d changes/);
    await everywhere('beside the step', /nowhere/, /old replicaset|ancien replicaset|旧 replicaset/);
    screen.press('d');
    await everywhere('what the step changed', /→ nginx:nowhere/);
    screen.press(esc);
    await screen.until('Not there yet');
    for (const [key, parts] of frames) {
      await expect(parts.join('\n')).toMatchFileSnapshot(
        join(import.meta.dirname, 'screens', `cluster-${key}.txt`),
      );
    }
  });
});
