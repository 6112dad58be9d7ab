import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLog } from '../../src/hub/store/open.ts';
import { fiveLearners, hold, Way } from '../hub/support/class.ts';
import { pilotage } from '../support/program.ts';

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
