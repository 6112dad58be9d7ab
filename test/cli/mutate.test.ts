import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pilotage } from '../support/program.ts';

const lessons = join('fixtures', 'lessons');
const patience = { timeout: 120_000 };

describe('pilotage validate --mutate', () => {
  it('makes the mistakes of each step, and counts those that its checks notice', patience, async () => {
    const { exit, stdout } = await pilotage(['validate', '--mutate', join(lessons, 'validated', 'sound')]);
    expect(stdout).toContain(
      'noticed keep: `kubectl create configmap kept` became `kubectl create configmap kept-other`',
    );
    expect(stdout).toMatch(/\nsound: 5 of 5 mistakes noticed, 100\.0 %\n$/);
    expect(exit).toBe(0);
  });

  it('fails a lesson that notices too few, with the checks that should have', patience, async () => {
    const lesson = join(lessons, 'mutated', 'blind');
    const { exit, stdout } = await pilotage(['validate', '--mutate', lesson]);
    expect(stdout).toContain('blind: 1 of 4 mistakes noticed, 25.0 %');
    expect(stdout).toContain(
      '  write: `mkdir -p forgotten` left out\n    should have been noticed by check 1 (file)\n',
    );
    expect(stdout).toContain('not tried, for want of an `undo`: keep');
    expect(exit).toBe(1);

    const { stdout: json } = await pilotage(['validate', '--mutate', lesson, '--report', 'json']);
    const [blind] = JSON.parse(json).lessons;
    expect(blind).toMatchObject({ id: 'blind', score: 0.25, untried: ['keep'] });
    expect(blind.mutants[1]).toEqual({
      step: 'write',
      what: '`touch one.txt` left out',
      command: 'COLOUR=red\nmkdir -p forgotten',
      killed: true,
    });
  });

  it('says at which step it could not go on', patience, async () => {
    const { exit, stdout } = await pilotage([
      ...['validate', '--mutate', join(lessons, 'validated', 'failing')],
    ]);
    expect(stdout).toContain('deploy does not work, or not again: what follows was not tried');
    expect(exit).toBe(1);
  });
});
