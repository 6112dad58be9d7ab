import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { learners } from '../support/learner.ts';
import { keys } from '../support/terminal.ts';

const learner = learners();

/** A kubeconfig with a cluster that nobody knows, and that nobody must ask anything. */
const stranger = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'prod', cluster: { server: 'https://203.0.113.7:6443' } }],
  users: [{ name: 'me', user: { token: 'none' } }],
  contexts: [{ name: 'prod', context: { cluster: 'prod', user: 'me' } }],
});

describe('the menu, in a terminal', () => {
  it('is there again when somebody does not want a cluster after all, and says so', async () => {
    const me = learner();
    mkdirSync(me.home, { recursive: true });
    const file = join(me.home, 'kubeconfig');
    writeFileSync(file, stranger);
    me.start([], { env: { KUBECONFIG: file } });
    await me.until('· practice');
    await me.press('c', '· minikube');
    await me.press('c', '· context:prod');
    await me.press(keys.enter, 'Type its name to go on');
    const text = await me.press(keys.enter, 'The workshop cannot go on');
    expect(text).toContain('The context prod was left alone');
    expect(text).toContain('In the menu, c chooses another cluster.');
    await me.press(keys.escape, /Kubernetes workshops · context:prod/);
    await me.press('c', '· practice');
    me.send('q');
    expect(await me.terminal.ended).toBe(0);
  });

  it('is in the language, and at the workshop, that one comes back from', async () => {
    const me = learner();
    me.start([]);
    await me.until('· practice');
    await me.press('j', /▸ DockerCoins/);
    await me.press(keys.enter, 'Enter run ');
    await me.press('l', 'étape 1 sur');
    await me.press('q', /Ateliers Kubernetes[\s\S]*▸ DockerCoins/);
    me.send('q');
    expect(await me.terminal.ended).toBe(0);
  });

  it('is gone with the run that a signal ends', async () => {
    const me = learner();
    me.start([]);
    await me.until('· practice');
    await me.press(keys.enter, 'Enter run ');
    process.kill(me.terminal.pid, 'SIGTERM');
    expect(await me.terminal.ended).toBe(0);
    expect(await me.terminal.text()).toMatch(/: \d+ of \d+ steps\. To go on: pilotage start/);
  });
});
