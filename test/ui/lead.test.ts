import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ledRoom } from '../../src/cli/room/led-room.ts';
import { roomLessonOf } from '../../src/cli/room/room-lesson.ts';
import { paths } from '../../src/hub/protocol/protocol.ts';
import { loadLesson } from '../../src/lesson/load.ts';
import { press } from '../../src/ui/keys/key.ts';
import { LeadController } from '../../src/ui/lead/lead-controller.ts';
import { widthOf } from '../../src/ui/text.ts';
import { type OpenRoom, openRoom, started, told } from '../hub/support/room.ts';
import { uiLesson } from '../support/run.ts';
import { letters, textOf } from '../support/stages.ts';

const enter = press('', { return: true });
const tab = press('', { tab: true });
const esc = press('', { escape: true });
const size = { columns: 80, rows: 24 };

let room: OpenRoom;
let controller: LeadController;
const left: string[] = [];

async function lead(): Promise<void> {
  const lesson = await loadLesson(uiLesson('tour'));
  room = await openRoom({ lesson: roomLessonOf(lesson) });
  const record = { room: 'harbour-1', lesson: 'tour', secret: 'kept' };
  const addresses = ['http://192.168.1.20:8417'];
  controller = new LeadController(
    lesson,
    ledRoom({ server: room.server, record, addresses, keep: 90, close: async () => {} }),
    'en',
  );
}

const text = () => textOf(controller.rows(size)).join('\n');
const shows = (wanted: string | RegExp) => expect.poll(text, { timeout: 20_000 }).toMatch(wanted);
const keys = (...presses: ReturnType<typeof press>[]) => {
  for (const one of presses) controller.press(one, size, () => left.push('left'));
};

/** Somebody at a step of the lesson, who has failed at it so many times. */
async function learner(name: string, step: string, failures = 0) {
  const joined = await room.join(name, undefined, 'tour');
  const fails = [
    told({ type: 'command-started', step }),
    told({
      type: 'command-ended',
      step,
      exit: 1,
      ms: 5,
      reason: { id: 'command-exit', params: { exit: 1, line: '' } },
    }),
  ];
  await room.send(joined, 1, [
    started(joined.run, ['hello', 'make-file', 'your-turn', 'fails', 'follow', 'read']),
    told({ type: 'step-opened', step }),
    ...Array.from({ length: failures }, () => fails).flat(),
  ]);
  return joined;
}

describe("the instructor's screen", () => {
  beforeEach(lead);
  afterEach(() => controller.close());

  it('has the class at a glance, and those first who need somebody', async () => {
    await learner('Anna', 'hello');
    await learner('Ben', 'make-file', 2);
    const carla = await learner('Carla', 'hello');
    const hand = {
      v: 1,
      raised: true,
      hand: 'h1',
      step: 'hello',
      command: 'kubectl get po',
      output: ['No resources'],
    };
    await room.post(paths.hand, hand, carla.token);
    await shows(/3 learners {2}▸ 2 working {2}! 1 stuck {2}1 hand up/);
    await shows(/Carla {2}hand up[\s\S]*Ben {2}same failure again[\s\S]*Anna/);
    await expect(text()).toMatchFileSnapshot('../frames/screens/lead.txt');
    keys(tab, enter);
    await shows(/^ Carla[\s\S]*\$ kubectl get po\n No resources/);
    keys(press('H'));
    await expect.poll(async () => (await room.state()).state.hands).toEqual([]);
    for (const line of text().split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(size.columns);
  });

  it('names the keys that help somebody at 80 columns, in each language', async () => {
    const anna = await learner('Anna', 'hello', 2);
    await room.command({ type: 'gate-set', step: 'hello' });
    const hand = { v: 1, raised: true, hand: 'h1', step: 'hello', command: '', output: [] };
    await room.post(paths.hand, hand, anna.token);
    await shows(/1 hand up/);
    const footer = () => text().split('\n').at(-1) ?? '';
    const seen: string[] = [];
    for (const _ of ['en', 'fr', 'zh']) {
      seen.push(footer());
      keys(tab);
      seen.push(footer());
      keys(tab, press('l'));
    }
    for (const line of seen) expect(line).toMatch(/ p .* : .* H .* \? .* q /);
    expect(seen.filter((line) => / N /.test(line))).toHaveLength(3);
  });

  it('sets the pace: step by step, free, paused, everyone to one step, over', async () => {
    const pace = async () => {
      const { gate, paused, ended, catchUp } = (await room.state()).state;
      return { gate, paused, ended, called: catchUp?.step };
    };
    keys(press('F'));
    await shows(/Open up to step 1 of 6: Say hello/);
    keys(enter);
    await shows(/Open up to step 2 of 6: Make a file/);
    keys(press('n'), press('J'), press('p'));
    await shows(/Open up to step 3 of 6[^\n]*PAUSED/);
    await expect.poll(pace).toEqual({ gate: 'your-turn', paused: true, ended: false, called: 'your-turn' });
    keys(press('F'), press('p'), press('X'));
    await shows(/End the class\?/);
    keys(enter);
    await shows(/The class is over/);
    expect(await pace()).toMatchObject({ gate: null, paused: false, ended: true });
    keys(press('q'));
    expect(left).toEqual(['left']);
  });

  it('writes to all, or to the one that is chosen', async () => {
    await learner('Anna', 'hello');
    const ben = await learner('Ben', 'hello', 2);
    keys(...letters(':Coffee at eleven'));
    await shows(/To all:\n > Coffee at eleven/);
    keys(enter, tab);
    await shows(/▸ ! Ben/);
    keys(press('N'), ...letters(':Look at the log'), enter, ...letters(':never'), esc);
    await expect
      .poll(async () => (await room.state()).state.messages)
      .toMatchObject([
        { to: null, text: 'Coffee at eleven' },
        { to: ben.learner, text: 'Look at the log' },
      ]);
    expect((await room.state()).state.learners.map(({ nudge }) => nudge !== null)).toEqual([false, true]);
  });

  it('has a help of its own: what its keys do', async () => {
    keys(press('?'));
    await shows(/those who need somebody[\s\S]*N +ask the learner/);
    keys(esc);
    await shows(/Step 1 of 6/);
  });

  it('shows how to come in, and what is not for the class on a page of its own', async () => {
    keys(press('i'));
    await shows(/pilotage join http:\/\/192\.168\.1\.20:8417\/j\/[\w-]{7}/);
    expect(text()).not.toMatch(/#|instructor\./);
    keys(tab);
    await shows(/Not for the projector[\s\S]*\/#instructor\./);
  });
});
