import { describe, expect, it, onTestFinished } from 'vitest';
import { share } from '../../src/hub/client/share.ts';
import { figuresOf } from '../../src/hub/figures/figures.ts';
import type { RoomEvent } from '../../src/hub/protocol/room-events.ts';
import { sharedEvent } from '../../src/hub/protocol/run-events.ts';
import type { RoomEntry } from '../../src/hub/room/reduce.ts';
import { settled } from '../../src/runner/autopilot.ts';
import { deedsBefore } from '../../src/runner/deeds.ts';
import { runFiles } from '../../src/runner/home.ts';
import { readJournal } from '../../src/runner/journal.ts';
import { travel } from '../../src/runner/journey.ts';
import { openRun, uiLesson } from '../support/run.ts';

describe('the figures of a class', () => {
  it('come of a run’s own journal, as its program sends it and the room takes it', async () => {
    const run = await openRun(uiLesson('questions'));
    onTestFinished(() => run.close());
    const { session } = run;
    const { signal } = new AbortController();
    session.openStep('guess');
    session.hint();
    session.run();
    await settled(session, signal);
    const deeds = deedsBefore(session.state, (id) => session.step(id), 'prose');
    await travel(session, deeds, 'prose', { onDeed: () => {}, signal });
    session.run();
    await settled(session, signal);

    const { entries } = readJournal(runFiles(run.dir).journal);
    const id = session.state.run;
    const steps = session.lesson.file.steps.map((step) => ({ id: step.id, titles: { en: step.id } }));
    const said: RoomEvent[] = [
      { type: 'room-opened', lesson: { id: 'questions', version: '1.0.0', titles: { en: 'Q' }, steps } },
      { type: 'learner-joined', learner: 'anna', name: 'Anna', run: id },
    ];
    const log = [
      ...said.map((body, index) => ({ source: 'room', seq: index + 1, at: 0, body })),
      ...entries.map((entry) => {
        const body = sharedEvent.parse(share(entry, (text) => text));
        return { source: id, seq: entry.seq, at: Date.parse(entry.at), body };
      }),
    ].map((entry, index): RoomEntry => ({ ...entry, position: index + 1 }));

    const figures = figuresOf('class', log);
    expect(figures?.learners[0]?.passages.map(({ outcome }) => outcome)).toEqual(['done', 'carried', 'open']);
    expect(figures?.learners).toMatchObject([{ done: 1, carried: 1, total: 3, at: 'prose', hints: 1 }]);
    // What the command said of itself, and what the check beside it saw.
    const reason = { id: 'command-exit', cause: { id: 'file-missing' } };
    expect(figures?.steps[2]).toMatchObject({ failed: 1, reasons: [{ reason, learners: 1, times: 1 }] });
  });
});
