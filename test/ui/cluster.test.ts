import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunController } from '../../src/ui/run/controller.ts';
import { showRun } from '../../src/ui/run/run-app.tsx';
import { type ApiServer, startApiServer } from '../cluster/support/api-server.ts';
import { emptyCluster, openRun, type TestRun, uiLesson } from '../support/run.ts';
import { TestScreen } from '../support/screen.ts';

let server: ApiServer;
let run: TestRun;
let controller: RunController;
let screen: TestScreen;

beforeEach(async () => {
  server = await startApiServer({ broken: /pods/ });
  const env = { KUBECONFIG: server.kubeconfig };
  run = await openRun(uiLesson('rollout'), 'en', { ...emptyCluster(), env: async () => env });
  run.session.openStep('create');
  controller = new RunController(run.session);
  screen = new TestScreen((page) => showRun(page, run.session, controller), 80, 24);
  await screen.until('c cluster');
});

afterEach(async () => {
  screen.press('q');
  await screen.shown;
  controller.close();
  await run.close();
  await server.dispose();
});

const asked = (what: RegExp) => server.requests.filter((request) => what.test(request)).length;

/** Resolves once the server was asked so often again: what it cannot tell is asked for every second. */
async function askedAgain(what: RegExp, times: number): Promise<void> {
  const wanted = asked(what) + times;
  await expect.poll(() => asked(what), { timeout: 30_000 }).toBeGreaterThanOrEqual(wanted);
}

const pods = /lesson\/pods/;
/** What the step's own check asks for. */
const check = /lesson\/deployments/;

it('asks nothing of a cluster that is not on the screen', { timeout: 120_000 }, async () => {
  await askedAgain(check, 2);
  expect(asked(pods)).toBe(0);
  screen.press('c');
  await askedAgain(pods, 2);
  screen.press('\u001B');
  await screen.until('c cluster');
  const before = asked(pods);
  await askedAgain(check, 4);
  expect(asked(pods)).toBe(before);
  // Where there is room beside the step, it is on the screen again; and under the help it is not.
  screen.resize(130, 40);
  await askedAgain(pods, 2);
  screen.press('?');
  await screen.until('Esc close');
  const covered = asked(pods);
  await askedAgain(check, 4);
  expect(asked(pods)).toBe(covered);
  screen.press('?');
  await screen.until('c cluster');
});
