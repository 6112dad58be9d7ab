import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadLesson } from '../../src/lesson/load.ts';
import { bin, pilotage, root, temporaryHome } from '../support/program.ts';
import { keys, TestTerminal } from '../support/terminal.ts';

/** The workshop in a terminal of 80×24, at the real speed of its cluster: workers wait their ten seconds. */
const minutes = 60_000;

function open(env: Record<string, string>): TestTerminal {
  return new TestTerminal({
    command: [process.execPath, bin, 'start', 'dockercoins'],
    env: { ...env, LANG: 'C.UTF-8' },
  });
}

/** Until the footer offers to go on, and the step is the one of this number. */
const settled = (number: number) => (text: string) =>
  text.includes(`step ${number} of `) && /Enter (next step|finish)/.test(text);

describe('DockerCoins in a terminal', () => {
  const homes = [temporaryHome(), temporaryHome(), temporaryHome()] as const;
  let steps: Awaited<ReturnType<typeof loadLesson>>['file']['steps'];
  beforeAll(async () => {
    steps = (await loadLesson(`${root}/lessons/dockercoins`)).file.steps;
  });
  afterAll(async () => {
    for (const home of homes) await home.remove();
  });

  it('is gone through with Enter alone', { timeout: 6 * minutes }, async () => {
    const terminal = open(homes[0].env);
    try {
      for (const [index] of steps.entries()) {
        await terminal.until(
          (text) => text.includes(`step ${index + 1} of ${steps.length}`) && text.includes('Enter run'),
        );
        terminal.send(keys.enter);
        const text = await terminal.until(settled(index + 1), minutes);
        for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
        terminal.send(keys.enter);
      }
      await terminal.until(/26 steps done/);
      terminal.send('q');
      expect(await terminal.ended).toBe(0);
      expect(await terminal.isAlternate()).toBe(false);
      expect(await terminal.text()).toContain(`all ${steps.length} steps done`);
    } finally {
      await terminal.close();
    }
  });

  it("is gone through in the learner's own shell: the checks notice", { timeout: 6 * minutes }, async () => {
    const terminal = open(homes[1].env);
    try {
      for (const [index, step] of steps.entries()) {
        await terminal.until(
          (text) => text.includes(`step ${index + 1} of ${steps.length}`) && text.includes('s shell'),
        );
        if (step.look) {
          terminal.send('x');
          continue;
        }
        terminal.send('s');
        await terminal.until('Type exit');
        // What follows logs for ever is the program's way of showing what the checks wait for.
        for (const line of (step.run ?? '')
          .trimEnd()
          .split('\n')
          .filter((text) => !text.includes('--follow'))) {
          terminal.send(`${line}\r`);
        }
        terminal.send('exit\r');
        await terminal.until(settled(index + 1), minutes);
        terminal.send(keys.enter);
      }
      await terminal.until(/steps done/);
    } finally {
      await terminal.close();
    }
    const { stdout } = await pilotage(['status'], { env: homes[1].env });
    expect(stdout).toContain(`${steps.length} of ${steps.length} steps`);
  });

  it('goes on at the same step, with the same variables, after it was killed', {
    timeout: 4 * minutes,
  }, async () => {
    const env = homes[2].env;
    const first = open(env);
    const building = steps.findIndex(({ id }) => id === 'build-images');
    try {
      for (let index = 0; index < building; index++) {
        await first.until((text) => text.includes(`step ${index + 1} of`) && text.includes('Enter run'));
        first.send(keys.enter);
        await first.until(settled(index + 1), minutes);
        first.send(keys.enter);
      }
      await first.until((text) => text.includes(`step ${building + 1} of`) && text.includes('Enter run'));
      // A command that would go on for ever: the kill comes in its middle for certain.
      first.send('e');
      await first.until('Edit');
      first.send('\u0015echo in the middle; sleep 1000\r');
      await first.until(/^ in the middle/m);
      process.kill(first.pid, 'SIGKILL');
      await first.ended;
    } finally {
      await first.close();
    }
    const second = open(env);
    try {
      const text = await second.until(
        (shown) => shown.includes(`step ${building + 1} of`) && shown.includes('Enter run'),
      );
      expect(text).toContain('interrupted');
      second.send('s');
      await second.until('Type exit');
      second.send('echo "registry=$REGISTRY tag=$TAG"\r');
      await second.until(/registry=127\.0\.0\.1:3\d{4} tag=v0\.1$/m);
      second.send('kubectl get pods -o name | wc -l\rexit\r');
      await second.until('Enter run');
      second.send(keys.enter);
      await second.until(settled(building + 1), minutes);
    } finally {
      await second.close();
    }
  });
});
