import { existsSync } from 'node:fs';
import { join } from 'node:path';
import stripAnsi from 'strip-ansi';
import { describe, expect, it, onTestFinished } from 'vitest';
import { actions, currentStep } from '../../src/engine/select.ts';
import type { StepState } from '../../src/engine/state.ts';
import { runFiles } from '../../src/runner/home.ts';
import { readJournal } from '../../src/runner/journal.ts';
import type { Session } from '../../src/runner/session.ts';
import { openRun, type TestRun, uiLesson } from '../support/run.ts';

async function start(step?: string): Promise<TestRun> {
  const run = await openRun(uiLesson('tour'));
  onTestFinished(() => run.close());
  if (step !== undefined) run.session.openStep(step);
  return run;
}

/** Resolves when the step that is open is as wanted. */
function until(session: Session, wanted: (step: StepState) => boolean): Promise<StepState> {
  return new Promise((resolve) => {
    const look = () => {
      const step = currentStep(session.state);
      if (step && wanted(step)) resolve(step);
    };
    onTestFinished(session.subscribe(look));
    look();
  });
}

const ended = (step: StepState) => step.asides.at(-1)?.end !== undefined;

async function aside(session: Session, command: string): Promise<StepState> {
  session.aside(command);
  return until(session, ended);
}

/** What the pane of the open step shows. */
function shown(session: Session): string[] {
  const output = session.output(session.state.current ?? '');
  return output.slice(0, output.total).map((line) => stripAnsi(line));
}

describe('a command of the learner’s own beside the step', () => {
  it('runs in the shell of the run: what it leaves there is there for the next one, and for the step', async () => {
    const { session, dir } = await start();
    await aside(session, 'GREETING=salut; mkdir deep; cd deep');
    await aside(session, 'echo "$GREETING from $(basename $PWD)"');
    expect(shown(session)).toEqual([
      ': GREETING=salut; mkdir deep; cd deep',
      ': echo "$GREETING from $(basename $PWD)"',
      'salut from deep',
    ]);
    expect(existsSync(join(runFiles(dir).work, 'deep'))).toBe(true);
    session.run();
    await until(session, ({ status }) => status === 'done');
    expect(shown(session)).toEqual(['salut, world']);
  });

  it('comes below what the step printed, also where that has no line end', async () => {
    const { session } = await start();
    session.run("printf '\\033[31mhalf a world'");
    await until(session, ({ command }) => command?.end !== undefined);
    await aside(session, 'echo whole');
    expect(shown(session)).toEqual(['half a world', ': echo whole', 'whole']);
  });

  it('is never taken for the command of the step', async () => {
    const { session, dir } = await start('fails');
    const step = await aside(session, 'true');
    expect(step).toMatchObject({ status: 'reading', attempts: 0, asides: [{ end: { exit: 0 } }] });
    expect(step.command).toBeUndefined();
    const types = readJournal(runFiles(dir).journal).entries.map(({ type }) => type);
    expect(types).not.toContain('command-started');
  });

  it('counts for the checks as anything that the learner does', async () => {
    const { session } = await start('make-file');
    await until(session, (step) => step.verdicts.every(({ verdict }) => verdict === 'red'));
    session.aside('echo "made by hand: made by" > note.txt; COLOUR=blue');
    const step = await until(session, ({ status }) => status === 'done');
    expect(step.byLearner).toBe(true);
  });

  it('has the shell to itself until it ends, and ends with stop', async () => {
    const { session } = await start();
    session.aside('echo begun; sleep 300');
    expect([...actions(session.state)].toSorted()).toEqual(['hint', 'stop']);
    session.run();
    session.openStep('read');
    session.aside('echo second');
    expect(session.state.current).toBe('hello');
    session.stop();
    const step = await until(session, ended);
    expect(step.asides).toHaveLength(1);
    expect(step.asides[0]?.end).toMatchObject({ exit: null, ending: 'cancelled' });
    expect(actions(session.state).has('run')).toBe(true);
  });

  it('is there after a resume: what it printed, its variables and directory, and the history', async () => {
    const run = await start();
    await aside(run.session, 'mkdir kept; cd kept; WORD=kept; echo one');
    const session = await run.reopen();
    await aside(session, 'echo "$WORD in $(basename $PWD)"; exit 3');
    expect(shown(session)).toEqual([
      ': mkdir kept; cd kept; WORD=kept; echo one',
      'one',
      ': echo "$WORD in $(basename $PWD)"; exit 3',
      'kept in kept',
    ]);
    expect(currentStep(session.state)?.asides.at(-1)?.end?.exit).toBe(3);
    expect(session.state.history).toEqual([
      'mkdir kept; cd kept; WORD=kept; echo one',
      'echo "$WORD in $(basename $PWD)"; exit 3',
    ]);
  });

  it('must not leave the cluster of the run', async () => {
    const { session } = await start();
    const step = await aside(session, 'kubectl --context prod delete namespace shop');
    expect(step.asides[0]?.end).toMatchObject({ exit: null, reason: { id: 'leaves-cluster' } });
  });
});
