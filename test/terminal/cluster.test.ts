import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { hostFiles } from '../../src/practice/host/files.ts';
import { runDir, runFiles } from '../../src/runner/home.ts';
import { learners } from '../support/learner.ts';
import { uiLesson } from '../support/run.ts';
import { keys } from '../support/terminal.ts';

const learner = learners();
const run = promisify(execFile);

/** A learner whose cluster runs, with two pods; and somebody else who works on that cluster. */
async function withPods(columns: number, rows: number) {
  const me = learner();
  me.start(['start', uiLesson('rollout'), '--lang', 'en'], { columns, rows });
  await me.until('Enter run');
  await me.press(keys.enter, 'Enter next step');
  await me.press(keys.enter, 'step 2 of 5');
  await me.press(keys.enter, /✓ deployments\/web[\s\S]*Enter next step/);
  const folder = runFiles(runDir(me.home, 'rollout', 'practice'));
  const { kubeconfig } = hostFiles(join(folder.cluster, 'practice'));
  const kubectl = (...args: string[]) => run('kubectl', ['--kubeconfig', kubeconfig, ...args]);
  return { me, kubectl, journal: folder.journal };
}

describe('the live cluster, in a terminal', { timeout: 120_000 }, () => {
  it('follows a Deployment that somebody scales, beside the step', async () => {
    const { me, kubectl } = await withPods(130, 40);
    await me.until(/deployment web +━━ 2\/2 ready/);
    await kubectl('scale', 'deployment', 'web', '--replicas=4');
    await me.until(/deployment web +━━━━ 4\/4 ready[\s\S]*(pod web-\S+ +Running\s[\s\S]*){4}/);
    await kubectl('scale', 'deployment', 'web', '--replicas=0');
    const empty = await me.until(/deployment web +0\/0 ready/);
    expect(empty).toContain('step 2 of 5');
    await me.until((text) => !text.includes('pod web-'));
    // A step that the learner does next is seen in both places.
    await me.press(keys.enter, 'replicas=3');
    await me.press(keys.enter, /✓ deployments\/web[\s\S]*deployment web +━━━ 3\/3 ready/);
  });

  it('shows it on the whole screen where there is no room beside, and one object with its events and log', async () => {
    const { me, kubectl, journal } = await withPods(80, 24);
    expect(await me.terminal.text()).not.toContain('pod web-');
    await me.press('c', /▸ ✓ deployment web +━━ 2\/2 ready/);
    await me.press('j', /▸ ✓ ├ service web +ClusterIP 80 → 2 ready/);
    await me.press(keys.down, /▸ ✓ ├ pod web-/);
    await me.press('k', '▸ ✓ ├ service');
    await me.press('G', /▸ ✓ └ pod web-/);
    await me.press(keys.enter, /Events[\s\S]*Started[\s\S]*Log[\s\S]*start worker process/);
    const name = /pod (web-\S+)/.exec(await me.terminal.text())?.[1] ?? '';
    // What is written while one looks on comes, too.
    await kubectl('exec', name, '--', 'nginx', '-s', 'reload');
    await me.until('reconfiguring');
    await kubectl('delete', 'pod', name, '--grace-period=0', '--force');
    await me.until('It is gone.');
    await me.press(keys.escape, /2\/2 ready[\s\S]*Enter look closer/);
    await me.press(keys.escape, 'step 2 of 5');
    await me.until('d changes');
    const changes = await me.press('d', 'What this step changed');
    expect(changes).toContain('+ deployment web  created');
    expect(changes).toContain('+ service web  created');
    await me.press('d', 'step 2 of 5');
    await me.press(keys.enter, 'replicas=3');
    // What a command changed is known a moment after it has ended.
    await me.press(keys.enter, /Enter next step.* d changes/);
    expect(await me.press('d', /spec\.replicas 2 → 3/)).toContain('metadata.labels.tier = front');
    await me.press('q', 'step 3 of 5');
    expect(readFileSync(journal, 'utf8')).toContain('"path":"spec.replicas"');
  });
});
