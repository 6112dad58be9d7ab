import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { limits, paths } from '../../src/hub/protocol/protocol.ts';
import { RoomKeys } from '../../src/hub/server/keys.ts';
import { type OpenRoom, openRoom, started, told } from './support/room.ts';

/** The status of an answer, and why it refuses. */
async function said(asked: Promise<Response>): Promise<[number, string | undefined]> {
  const answer = await asked;
  const { error } = (await answer.json()) as { error?: string };
  return [answer.status, error];
}

/** The room goes on for somebody who does nothing wrong, and has written down what it refused. */
async function goesOn(room: OpenRoom, refused: string): Promise<void> {
  const notices = room.notices.filter(({ what }) => what === refused);
  expect(notices[0]).toMatchObject({
    from: '127.0.0.1',
    method: expect.any(String),
    path: expect.any(String),
  });
  const { status } = await room.get(paths.ready);
  expect(status).toBe(200);
}

describe('a room refuses', () => {
  it("events of another learner's run, by whichever way", async () => {
    const room = await openRoom();
    const [anna, ben] = [await room.join('Anna'), await room.join('Ben')];
    await room.send(ben, 1, [started(ben.run), told({ type: 'step-opened', step: 'look' })]);
    const forged = [started(ben.run), told({ type: 'step-skipped', step: 'look' })];
    expect(await said(room.send({ token: anna.token, run: ben.run }, 1, forged))).toEqual([
      403,
      'not-allowed',
    ]);
    expect(await said(room.send({ token: ben.token, run: 'made-up' }, 1, forged))).toEqual([
      409,
      'unknown-run',
    ]);
    const claim = { v: 1, code: room.server.keys.code, name: 'Eve', run: { id: ben.run, lesson: 'harbour' } };
    expect(await said(room.post(paths.join, claim))).toEqual([403, 'not-allowed']);
    expect(await said(room.post(paths.join, claim, anna.token))).toEqual([403, 'not-allowed']);
    // What is stored under a number stays, whatever is sent under it later.
    expect((await room.send(ben, 2, forged.slice(1))).status).toBe(200);
    const { learners } = (await room.state()).state;
    expect(learners.map(({ name }) => name)).toEqual(['Anna', 'Ben']);
    expect(learners[1]?.runs[ben.run]?.steps[0]?.status).toBe('reading');
    await goesOn(room, 'not-allowed');
  });

  it('tokens that it did not give', async () => {
    const room = await openRoom();
    const anna = await room.join('Anna');
    const [, learner = '', mac = ''] = anna.token.split('.');
    const strangers = new RoomKeys('harbour-1', 'another secret');
    const forged = [
      strangers.learnerToken(learner),
      strangers.tokenOf('instructor'),
      `learner.${learner}x.${mac}`,
      `instructor.${mac}`,
      `learner.${learner}`,
      '',
      'x'.repeat(5000),
    ];
    for (const token of forged) {
      expect(await said(room.get(paths.state, token || ' '))).toEqual([401, 'wrong-token']);
      expect(await said(room.send({ ...anna, token: token || ' ' }, 1, [started(anna.run)]))).toEqual([
        401,
        'wrong-token',
      ]);
    }
    await goesOn(room, 'wrong-token');
  });

  it('to learners what is for leaders, to the projector names, and to assistants the pace', async () => {
    const room = await openRoom();
    const { keys } = room.server;
    const anna = await room.join('Anna');
    const hand = { v: 1, raised: true, hand: 'h1', step: 'look', command: 'ls', output: ['a secret place'] };
    await room.post(paths.hand, hand, anna.token);
    const pause = { v: 1, type: 'paused', on: true };
    const message = { v: 1, type: 'message', id: 'm1', to: anna.learner, text: 'Hello' };
    for (const path of [paths.state, paths.log])
      expect(await said(room.get(path, anna.token))).toEqual([403, 'not-allowed']);
    expect(await said(room.post(paths.commands, pause, anna.token))).toEqual([403, 'not-allowed']);
    expect(await said(room.post(paths.commands, pause, keys.tokenOf('assistant')))).toEqual([
      403,
      'not-allowed',
    ]);
    expect((await room.post(paths.commands, message, keys.tokenOf('assistant'))).status).toBe(200);
    expect(await said(room.post(paths.commands, message, keys.tokenOf('projector')))).toEqual([
      403,
      'not-allowed',
    ]);
    expect(await said(room.get(paths.view, keys.tokenOf('instructor')))).toEqual([403, 'not-allowed']);
    const wall = await room.listen(paths.log, keys.tokenOf('projector'));
    const { data } = await wall.until(() => true);
    await room.join('Ben');
    const later = await wall.until(({ event }) => event === 'entries');
    expect(`${data}${later.data}`).not.toMatch(/Anna|Ben|secret|Hello|token/);
    expect(JSON.stringify(await room.state(keys.tokenOf('assistant')))).not.toMatch(/instructor\./);
    await goesOn(room, 'not-allowed');
  });

  it('an address that guesses codes, even the right one, and nobody else', async () => {
    const room = await openRoom({ behindProxy: true });
    const anna = await room.join('Anna');
    const from = (address: string) => ({ 'X-Forwarded-For': `10.0.0.1, ${address}` });
    const guess = (code: string, address: string) =>
      said(room.post(paths.join, { v: 1, code, name: 'Eve' }, undefined, from(address)));
    const answers = await Promise.all(Array.from({ length: 40 }, () => guess('AAA-AAA', '203.0.113.9')));
    expect(new Set(answers.map(([status, error]) => `${status} ${error}`))).toEqual(
      new Set(['401 wrong-code', '429 locked-out']),
    );
    expect(await guess(room.server.keys.code, '203.0.113.9')).toEqual([429, 'locked-out']);
    expect((await guess(room.server.keys.code, '203.0.113.10'))[0]).toBe(200);
    // An IPv6 network is one address.
    await Promise.all(Array.from({ length: 20 }, (_, host) => guess('AAA-AAA', `2001:db8::${host + 1}`)));
    expect(await guess(room.server.keys.code, '2001:db8:0:0:1::9')).toEqual([429, 'locked-out']);
    expect((await room.send(anna, 1, [started(anna.run)])).status).toBe(200);
    expect(room.notices.filter(({ from: who }) => who === '203.0.113.9').length).toBeGreaterThan(20);
  });

  it('bodies that are too large, or not what they should be', async () => {
    const room = await openRoom();
    const anna = await room.join('Anna');
    const events = (body: unknown, headers?: Record<string, string>) =>
      said(room.post(paths.events, body, anna.token, headers));
    const good = { v: 1, run: anna.run, now: Date.now(), first: 1, events: [started(anna.run)] };
    expect(await events({ ...good, padding: 'x'.repeat(limits.body) })).toEqual([413, 'too-large']);
    expect(await events('{"v":1,')).toEqual([400, 'malformed']);
    expect(await events('null')).toEqual([400, 'unknown-version']);
    expect(await events({ ...good, v: 2 })).toEqual([400, 'unknown-version']);
    expect(await events(good, { 'Content-Type': 'text/plain' })).toEqual([400, 'malformed']);
    const odd = [
      { type: 'step-opened', step: '../../etc' },
      { type: 'step-opened', step: '__proto__' },
      { type: 'no-such-event' },
      { type: 'command-ended', step: 'look', exit: 'x', ms: -1 },
      { type: 'verdict', step: 'look', check: 1e9, verdict: { verdict: 'green' } },
    ].map((event) => [started(anna.run), told(event)]);
    for (const wrong of [
      [],
      Array(limits.batch + 1).fill(started(anna.run)),
      [told({ type: 'run-left' })],
      ...odd,
    ])
      expect(await events({ ...good, events: wrong })).toEqual([400, 'malformed']);
    expect((await events(good))[0]).toBe(200);
    await goesOn(room, 'malformed');
  });

  it('more requests of one learner than anybody needs', async () => {
    const room = await openRoom();
    const [anna, ben] = [await room.join('Anna'), await room.join('Ben')];
    const send = () => room.send(anna, 1, [started(anna.run)]);
    let refused: Response | undefined;
    while (!refused) {
      const flood = await Promise.all(Array.from({ length: 60 }, send));
      refused = flood.find(({ status }) => status === 429);
    }
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await room.send(ben, 1, [started(ben.run)])).status).toBe(200);
    await goesOn(room, 'too-many-requests');
  });

  it('what a page of another site asks for, streams too', async () => {
    const room = await openRoom();
    const anna = await room.join('Anna');
    const evil = { Origin: 'https://evil.example' };
    const instructor = room.server.keys.tokenOf('instructor');
    expect(await said(room.get(paths.log, instructor, evil))).toEqual([403, 'other-origin']);
    expect(await said(room.get(paths.view, anna.token, evil))).toEqual([403, 'other-origin']);
    expect(await said(room.get(paths.state, instructor, { Origin: 'null' }))).toEqual([403, 'other-origin']);
    expect(await said(room.get(paths.state, instructor, { 'Sec-Fetch-Site': 'cross-site' }))).toEqual([
      403,
      'other-origin',
    ]);
    const join = { v: 1, code: room.server.keys.code, name: 'Eve' };
    expect(await said(room.post(paths.join, join, undefined, evil))).toEqual([403, 'other-origin']);
    const own = await room.get(paths.state, instructor, { Origin: room.url });
    expect(own.status).toBe(200);
    expect(own.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(own.headers.get('Content-Security-Policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(own.headers.get('X-Content-Type-Options')).toBe('nosniff');
    await goesOn(room, 'other-origin');
  });

  it('paths that lead elsewhere', async () => {
    const pages = new Map([['/', { type: 'text/html', body: 'the page' }]]);
    const room = await openRoom({ pages });
    const climbs = [
      '/../../../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/..%2f..%2fetc/passwd',
      '//etc/passwd',
      '/j/..%2f..',
    ];
    for (const path of climbs) expect(await raw(room, `GET ${path} HTTP/1.1`)).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(await raw(room, 'GET / HTTP/1.1')).toContain('the page');
    await goesOn(room, 'not-found');
  });

  it('to wait for those who are slow, and goes on for the others', async () => {
    const room = await openRoom();
    const anna = await room.join('Anna');
    const port = room.server.port;
    const slow = Array.from({ length: 60 }, (_, number) => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      const half = `POST ${paths.events} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{`;
      const deaf = `GET ${paths.log} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${room.server.keys.tokenOf('instructor')}\r\n\r\n`;
      socket.pause().write(number % 2 ? half : deaf);
      return socket;
    });
    onTestFinished(() => {
      for (const socket of slow) socket.destroy();
    });
    const hints = Array.from({ length: 199 }, () => told({ type: 'hint-shown', step: 'look' }));
    for (let batch = 0; batch < 10; batch++) {
      const [first = hints[0], ...rest] = hints;
      const events = batch === 0 ? [started(anna.run), ...rest] : [first ?? started(anna.run), ...rest];
      expect((await room.send(anna, batch * 199 + 1, events)).status).toBe(200);
    }
    expect((await room.state()).state.learners[0]?.runs[anna.run]?.seq).toBe(1990);
  });
});

it('a room shows names and outputs as harmless text, on one line each', async () => {
  const room = await openRoom();
  const anna = await room.join('\u001b[2J\u001b]0;owned\u0007An\u202Ena\n<script>\u200B');
  const bell = '\u001b[31mred\u001b[0m\u0007 \u009b2J\rover';
  const hand = {
    v: 1,
    raised: true,
    hand: 'h1',
    step: null,
    command: bell,
    output: [bell, '<img onerror=x>'],
  };
  await room.post(paths.hand, hand, anna.token);
  const { learners, hands } = (await room.state()).state;
  expect(learners[0]?.name).toBe(']0;ownedAnna <script>');
  expect(hands[0]?.output).toEqual(['red 2Jover', '<img onerror=x>']);
  expect(hands[0]?.command).toBe('red 2J\nover');
  await room.join('x'.repeat(500));
  expect((await room.state()).state.learners[1]?.name).toHaveLength(limits.name);
});

/** What a server answers to a request that no client would send. */
function raw(room: OpenRoom, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(room.server.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer)).on('error', reject);
    socket.write(`${line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
  });
}
