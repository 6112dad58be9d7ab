import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/engine/events.ts';
import type { Reason } from '../../src/engine/reasons/reasons.ts';
import { invitationOf } from '../../src/hub/client/join.ts';
import { learner } from './support/learner.ts';
import { proxyBefore } from './support/proxy.ts';
import { openRoom } from './support/room.ts';

const hint: Event = { type: 'hint-shown', step: 'look' };

/** How many hints the room knows of: as many as were sent, if none was lost and none counted twice. */
async function hintsIn(room: Awaited<ReturnType<typeof openRoom>>, run: string): Promise<number | undefined> {
  const { learners } = (await room.state()).state;
  return learners.find((one) => one.run === run)?.runs[run]?.steps[0]?.hints;
}

describe('the link of a learner', () => {
  it('brings the whole journal into the room, once, over a network that loses requests and answers', async () => {
    const room = await openRoom();
    const url = await proxyBefore(room.url, {
      loses: (number) => (number % 3 === 1 ? 'request' : number % 4 === 2 ? 'answer' : undefined),
    });
    const anna = await learner(room, 'Anna', url);
    for (let number = 0; number < 500; number++) anna.write(hint);
    await anna.until(({ next }) => next === 502);
    expect(await hintsIn(room, anna.run)).toBe(500);
  });

  it('goes on where it was after it was killed, and after its server was', async () => {
    const room = await openRoom();
    const anna = await learner(room, 'Anna');
    anna.write(hint);
    await anna.until(({ next }) => next === 3);
    anna.write(hint);
    await anna.comeBack();
    await anna.until(({ next }) => next === 4);
    await room.restart();
    anna.write(hint);
    await anna.until(({ next }) => next === 5);
    await anna.until(({ connection }) => connection === 'connected');
    expect(await hintsIn(room, anna.run)).toBe(3);
    expect((await room.state()).state.learners).toHaveLength(1);
  });

  it('reaches a room below a path of a proxy that closes what is silent', async () => {
    const room = await openRoom({ behindProxy: true });
    const folder = '/class/of/monday';
    const url = (await proxyBefore(room.url, { folder, idle: 300 })) + folder;
    const { server } = invitationOf(`${url}/j/${room.server.keys.code}`, undefined) ?? {};
    const anna = await learner(room, 'Anna', server?.href);
    for (const text of ['One', 'Two', 'Three']) {
      anna.write(hint);
      await room.command({ type: 'message', id: text, to: null, text });
      await anna.until(({ view }) => view?.messages.at(-1)?.text === text);
      await anna.until(({ connection }) => connection === 'offline');
    }
    await anna.until(({ next }) => next === 5);
    expect(await hintsIn(room, anna.run)).toBe(3);
    expect(anna.link.view?.messages.map(({ text }) => text)).toEqual(['One', 'Two', 'Three']);
    const door = await fetch(`${url}/j/${room.server.keys.code}`);
    expect(await door.text()).toBe(`pilotage join ${url}/j/${room.server.keys.code}\n`);
  });

  it('hears what was said while it was away, and raises a hand as soon as it can', async () => {
    const room = await openRoom();
    let isDown = true;
    const url = await proxyBefore(room.url, { loses: () => (isDown ? 'request' : undefined) });
    const anna = await learner(room, 'Anna', url);
    anna.link.raiseHand({ step: 'look', command: 'ls', output: ['nothing here'] });
    await anna.until(({ connection }) => connection === 'offline');
    expect(anna.link.handUp).toBe(true);
    await room.command({ type: 'message', id: 'm1', to: null, text: 'Good morning' });
    isDown = false;
    await anna.until(({ view }) => view?.hand?.before === 0);
    expect(anna.link.view?.messages).toMatchObject([{ text: 'Good morning' }]);
    const { hands } = (await room.state()).state;
    expect(hands).toMatchObject([{ step: 'look', output: ['nothing here'] }]);
    await room.command({ type: 'hand-lowered', hand: hands[0]?.hand });
    await anna.until(({ handUp }) => !handUp);
  });

  it('sends nothing that was typed or printed, and no secret', async () => {
    const room = await openRoom();
    const anna = await learner(room, 'Anna');
    const said = 'hunter2hunter2';
    const reason: Reason = {
      id: 'command-exit',
      params: { exit: 1, line: said },
      cause: { id: 'log-unreadable', params: { object: 'pod db', message: `password: ${said}` } },
    };
    anna.write({ type: 'step-opened', step: 'look' });
    anna.write({ type: 'command-started', step: 'look', command: `login ${said}` });
    anna.write({ type: 'command-ended', step: 'look', exit: 1, ms: 5, tail: [said], reason });
    anna.write({ type: 'aside-started', step: 'look', command: `echo ${said}` });
    anna.write({ type: 'aside-ended', step: 'look', exit: 0, ms: 5, tail: [said] });
    const ref = { apiVersion: 'v1', plural: 'secrets', kind: 'Secret', name: said, uid: '1' };
    anna.write({ type: 'objects-touched', step: 'look', created: [ref], changed: [] });
    await anna.until(({ next }) => next === 8);
    const { state } = await room.state();
    expect(JSON.stringify(state)).not.toContain(said);
    expect(state.learners[0]?.runs[anna.run]?.steps[0]).toMatchObject({
      command: { end: { exit: 1, reason: { id: 'command-exit', params: { line: '' } } } },
    });
  });

  it('says so where the room takes nothing of it', async () => {
    const room = await openRoom();
    const anna = await learner(room, 'Anna');
    anna.write({ type: 'hint-shown', step: 'no step/at all' });
    await anna.until(({ connection }) => connection === 'refused');
    expect(room.notices.map(({ what }) => what)).toContain('malformed');
  });
});

describe('an invitation', () => {
  it.each([
    ['https://room.example:8443/j/K7M-3QX', undefined, 'https://room.example:8443'],
    ['room.example:8080/j/k7m3qx', undefined, 'http://room.example:8080'],
    ['k7m-3qx', 'room.example', 'http://room.example'],
    ['k7m-3qx', 'https://school.example/class', 'https://school.example/class'],
    ['https://school.example/class/j/K7M-3QX/', undefined, 'https://school.example/class'],
    [
      'https://school.example//elsewhere.example/j/K7M-3QX',
      undefined,
      'https://school.example//elsewhere.example',
    ],
  ])('is %s', (typed, server, address) => {
    const { server: url, code } = invitationOf(typed, server) ?? {};
    expect([url?.href, code?.replace('-', '')]).toEqual([`${address}/`, 'K7M3QX']);
  });

  it.each(['K7M-3QX', 'https://room.example/', 'https://room.example/j/../admin', '::', 'http://'])(
    'is not %s alone',
    (typed) => expect(invitationOf(typed, undefined)).toBeUndefined(),
  );
});
