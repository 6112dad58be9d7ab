import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/hub/protocol/log-stream.ts';
import { paths } from '../../src/hub/protocol/protocol.ts';
import { readJournal } from '../../src/runner/journal.ts';
import { knownRuns } from '../../src/runner/runs.ts';
import { freePort } from '../support/free-port.ts';
import { learners } from '../support/learner.ts';
import { pilotage } from '../support/program.ts';
import { uiLesson } from '../support/run.ts';

const me = learners();
const lesson = uiLesson('tour');

describe('a class', { timeout: 120_000 }, () => {
  it('goes through its workshop together, and on although its server and a learner are killed', async () => {
    const port = await freePort();
    const server = ['lead', lesson, '--headless', '--host', '127.0.0.1', '--port', String(port)];
    const first = me().start(server, { columns: 200 });
    const text = await first.until(/Projector .*#projector\.[\w-]{43}/);
    const [, address = '', token = '', room = ''] =
      /join (\S+)[\s\S]*#(instructor\S+)/.exec(text)?.concat(/Room +(\S+)/.exec(text)?.[1] ?? '') ?? [];
    const origin = new URL(address).origin;
    const headers = {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      Connection: 'close',
    };
    const command = (body: object) =>
      fetch(origin + paths.commands, { method: 'POST', headers, body: JSON.stringify({ v: 1, ...body }) });
    const state = async () =>
      ((await (await fetch(origin + paths.state, { headers })).json()) as Snapshot).state;

    await command({ type: 'gate-set', step: 'hello' });
    me().start(['join', address, '--name', 'Anna', '--lesson', lesson]);
    await me().until('You are in the class as Anna');
    await me().press('\r', 'Waiting for the instructor to open the next step: Make a file');
    await command({ type: 'message', id: 'm1', to: null, text: 'Coffee at eleven' });
    await me().until('Instructor, to all: Coffee at eleven');
    await me().press('H', 'Your hand is up');
    await expect
      .poll(async () => (await state()).hands, { timeout: 60_000 })
      .toMatchObject([{ output: ['hello, world'] }]);

    // Nobody hears of what comes now, until both are back.
    process.kill(first.pid, 'SIGKILL');
    await me().until('class: offline');
    await me().press('l', 'Dire bonjour');
    process.kill(me().terminal.pid, 'SIGKILL');
    await me().terminal.ended;
    me().start([...server, '--room', room], { columns: 200 });
    await me().until(/#projector/);
    await command({ type: 'gate-set', step: 'make-file' });
    me().start(['join', address, '--lesson', lesson]);
    await me().until('Entrée étape suivante');
    await me().press('\r', /Créer un fichier/);
    // Without the room it would go on without the class.
    await me().press('q', /Pour continuer.: pilotage join http/);
    expect(await me().terminal.ended).toBe(0);

    const [run] = knownRuns(me().home);
    const journal = readJournal(join(run?.dir ?? '', 'journal.jsonl')).entries;
    const { learners: those } = await state();
    expect(those).toMatchObject([
      { name: 'Anna', runs: { [run?.state?.run ?? '']: { seq: journal.length } } },
    ]);
    const { steps } = those[0]?.runs[run?.state?.run ?? ''] ?? { steps: [] };
    expect(steps.map(({ status }) => status)).toEqual(run?.state?.steps.map(({ status }) => status));
    // Whoever gets hold of the log cannot open the room with it.
    const files = globSync(join(me().home, 'rooms', 'rooms.db*'));
    const log = Buffer.concat(files.map((file) => readFileSync(file))).toString('latin1');
    expect(log).toContain('Coffee at eleven');
    expect(log).not.toContain(token.split('.')[1]);
  });
});

describe('whoever joins', () => {
  it.each([
    [async () => 'K7M-3QX', 2, /join code whose server is known/],
    [async () => `http://127.0.0.1:${await freePort()}/j/K7M-3QX`, 3, /cannot be reached: ECONNREFUSED/],
    [async () => 'https://room.example/', 2, /neither the address of a room/],
  ])('is told what is wrong, and what to do (%#)', async (room, code, wanted) => {
    const { exit, stderr } = await pilotage(['join', await room()], { env: { PILOTAGE_HOME: me().home } });
    expect([exit, stderr]).toEqual([code, expect.stringMatching(wanted)]);
  });
});

describe('whoever leads', () => {
  it.each([
    [['--port', 'x'], /--port must be a number/],
    [['--tls-cert', 'cert.pem'], /Say both --tls-cert and --tls-key/],
    [['--room', 'no-such'], /There is no room "no-such"/],
    [['--public-url', 'class.example'], /is no address/],
    [['--tls-cert', 'package.json', '--tls-key', 'package.json', '--port', '0'], /cannot be used.*PEM/s],
  ])('%s is told what is wrong, and what to do', async (args, wanted) => {
    const { exit, stderr } = await pilotage(['lead', lesson, ...args], { env: { PILOTAGE_HOME: me().home } });
    expect([exit, stderr]).toEqual([2, expect.stringMatching(wanted)]);
  });
});
