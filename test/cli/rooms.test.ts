import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { invitationLines } from '../../src/cli/room/invitation.ts';
import { keepRoomsFor } from '../../src/cli/room/keeping.ts';
import { type LeadOptions, openRoom } from '../../src/cli/room/open-room.ts';
import type { EventLog } from '../../src/hub/store/event-log.ts';
import { openLog } from '../../src/hub/store/open.ts';
import { loadLesson } from '../../src/lesson/load.ts';
import { fiveLearners, hold, Way } from '../hub/support/class.ts';
import { pilotage } from '../support/program.ts';
import { uiLesson } from '../support/run.ts';

const home = mkdtempSync(join(tmpdir(), 'pilotage-rooms-'));
const folder = join(home, 'rooms');
const env = { PILOTAGE_HOME: home, DATABASE_URL: '' };
afterAll(() => rmSync(home, { recursive: true }));

describe('pilotage rooms delete', () => {
  it('shows what would go, deletes nothing without a yes, and leaves no trace after it', async () => {
    const log = await openLog({ folder });
    const { ways, said } = fiveLearners();
    await hold(log, 'class', ways, said);
    await hold(log, 'other', [new Way('Zoé', 'run-z')]);
    await log.close();
    for (const name of ['class.json', 'class.log', 'other.json']) writeFileSync(join(folder, name), '{}');

    const asked = await pilotage(['rooms', 'delete', 'class'], { env });
    expect(asked.exit).toBe(2);
    expect(asked.stderr).toMatch(/^Room class, about harbour: 5 learners, \d+ events, the last of 20\d\d-/);
    expect(asked.stderr).toContain('Nothing was deleted.\nTo agree without being asked, say --yes.');
    expect((await pilotage(['rooms'], { env })).stdout).toContain('class ');

    const agreed = await pilotage(['rooms', 'delete', 'class', '--yes'], { env });
    expect(agreed).toMatchObject({ exit: 0, stdout: 'Deleted: class\n' });
    expect((await pilotage(['rooms'], { env })).stdout).toMatch(/^other .*\n$/);
    expect(readFileSync(join(folder, 'rooms.db'), 'latin1')).not.toContain('Emil');
    expect(readFileSync(join(folder, 'other.json'), 'utf8')).toBe('{}');
    expect(() => readFileSync(join(folder, 'class.json'))).toThrow('ENOENT');
    expect(() => readFileSync(join(folder, 'class.log'))).toThrow('ENOENT');
  });

  it('says that there is no such room', async () => {
    const { exit, stderr } = await pilotage(['rooms', 'delete', 'othr', '--yes'], { env });
    expect({ exit, stderr }).toEqual({
      exit: 2,
      stderr: 'pilotage: There is no room "othr".\nDid you mean other?\n',
    });
  });

  it('warns of a room that seems to be open', async () => {
    const log = await openLog({ folder });
    await hold(log, 'now', [new Way('Anna', 'run-n')]);
    await log.close();
    const { stderr } = await pilotage(['rooms', 'delete', 'now', '--yes'], { env });
    expect(stderr).toContain('It seems to be open');
  });
});

describe('rooms that nobody needs any more', () => {
  const day = 24 * 60 * 60 * 1000;
  const names = async (log: EventLog) => (await log.rooms()).map(({ room }) => room).sort();

  it('are deleted when a room is opened, and cannot be gone on with', async () => {
    const home = mkdtempSync(join(tmpdir(), 'pilotage-rooms-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    const folder = join(home, 'rooms');
    const log = await openLog({ folder });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 31 * day });
    await hold(log, 'old', [new Way('Emil', 'run-o')]);
    vi.setSystemTime(Date.now() + 2 * day);
    await hold(log, 'young', [new Way('Zoé', 'run-y')]);
    vi.useRealTimers();
    const record = (room: string) => JSON.stringify({ room, lesson: 'questions', secret: 'kept' });
    for (const room of ['old', 'young']) writeFileSync(join(folder, `${room}.json`), record(room));

    const lesson = await loadLesson(uiLesson('questions'));
    const options: LeadOptions = { host: '127.0.0.1', port: '0', keep: '30', headless: true };
    const opened = await openRoom(lesson, home, options);
    expect(invitationLines(opened).join('\n')).toMatch(/Kept +30 days after the last that is heard/);
    expect(await names(log)).toEqual([opened.record.room, 'young']);
    await opened.close();
    await expect(openRoom(lesson, home, { ...options, room: 'old' })).rejects.toThrow(
      'There is no room "old"',
    );
    await (await openRoom(lesson, home, { ...options, room: 'young' })).close();
    await log.close();
  });

  it('are looked for once a day', async () => {
    const home = mkdtempSync(join(tmpdir(), 'pilotage-rooms-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    const log = await openLog({ folder: join(home, 'rooms') });
    onTestFinished(() => log.close());
    await hold(log, 'young', [new Way('Zoé', 'run-y')]);
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    const stop = await keepRoomsFor(log, home, 30);
    await vi.advanceTimersByTimeAsync(29 * day);
    expect(await names(log)).toEqual(['young']);
    await vi.advanceTimersByTimeAsync(2 * day);
    vi.useRealTimers();
    await expect.poll(() => names(log), { timeout: 20_000 }).toEqual([]);
    stop();
  });
});
