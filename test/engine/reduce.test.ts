import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry, Event, StepPlan } from '../../src/engine/events.ts';
import { reduce, replay } from '../../src/engine/reduce.ts';
import {
  actions,
  awaitedStep,
  currentStep,
  isAsideRunning,
  isFinished,
  stepOf,
  wanted,
} from '../../src/engine/select.ts';
import type { RunState } from '../../src/engine/state.ts';

const plan: StepPlan[] = [
  { id: 'minikube', applies: false, command: true, untilChecks: false, looks: false, checks: [false] },
  { id: 'deploy', applies: true, command: true, untilChecks: false, looks: false, checks: [false, false] },
  { id: 'follow', applies: true, command: true, untilChecks: true, looks: true, checks: [true] },
  { id: 'look', applies: true, command: true, untilChecks: false, looks: false, checks: [] },
  { id: 'read', applies: true, command: false, untilChecks: false, looks: false, checks: [] },
];

const started: Event = {
  type: 'run-started',
  run: 'r',
  lesson: 'l',
  version: '1.0.0',
  cluster: 'practice',
  language: 'en',
  plan,
};
const red: Extract<Event, { type: 'verdict' }>['verdict'] = {
  verdict: 'red',
  reason: { id: 'object-missing', params: { object: 'deployment web' } },
};

function journal(events: Event[]): Entry[] {
  return events.map((event, index) => ({
    ...event,
    seq: index + 1,
    at: new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString(),
  }));
}

function stateAfter(...events: Event[]): RunState {
  const state = replay(journal([started, ...events]));
  if (!state) throw new Error('no state');
  return state;
}

const open = (step: string): Event => ({ type: 'step-opened', step });
const run = (step: string): Event => ({ type: 'command-started', step, command: 'true' });
const end = (step: string, rest: Partial<Extract<Event, { type: 'command-ended' }>> = {}): Event => ({
  type: 'command-ended',
  step,
  exit: 0,
  ms: 5,
  tail: [],
  ...rest,
});
const verdict = (step: string, check: number, colour: 'green' | 'red'): Event => ({
  type: 'verdict',
  step,
  check,
  verdict: colour === 'green' ? { verdict: 'green' } : red,
});
const exited = { exit: 1, reason: { id: 'command-exit', params: { exit: 1, line: 'no' } } } as const;

describe('a step', () => {
  it('is done when its command ended and all checks are green', () => {
    const checking = stateAfter(open('deploy'), run('deploy'), end('deploy'), verdict('deploy', 0, 'green'));
    expect(stepOf(checking, 'deploy')?.status).toBe('checking');
    const done = reduce(checking, {
      ...verdict('deploy', 1, 'green'),
      seq: 9,
      at: '2026-01-01T00:01:00.000Z',
    });
    expect(stepOf(done, 'deploy')?.status).toBe('done');
  });

  it('forgets what was green before its command ended', () => {
    const state = stateAfter(
      open('deploy'),
      run('deploy'),
      verdict('deploy', 0, 'green'),
      verdict('deploy', 1, 'green'),
      end('deploy'),
    );
    expect(stepOf(state, 'deploy')).toMatchObject({
      status: 'checking',
      verdicts: [{ verdict: 'pending' }, { verdict: 'pending' }],
    });
  });

  it('is done by the learner when it turns green while it is read', () => {
    const events = [
      open('deploy'),
      verdict('deploy', 0, 'red'),
      verdict('deploy', 1, 'red'),
      verdict('deploy', 0, 'green'),
    ];
    expect(stepOf(stateAfter(...events), 'deploy')?.status).toBe('reading');
    expect(stepOf(stateAfter(...events, verdict('deploy', 1, 'green')), 'deploy')).toMatchObject({
      status: 'done',
      byLearner: true,
    });
  });

  it('stays to be read when its effect was there at first sight, and can be left', () => {
    const state = stateAfter(open('deploy'), verdict('deploy', 0, 'green'), verdict('deploy', 1, 'green'));
    expect(stepOf(state, 'deploy')).toMatchObject({ status: 'reading', already: true });
    expect(actions(state)).toContain('next');
    expect(actions(state)).toContain('run');
    expect(
      stepOf(
        stateAfter(...[open('deploy'), verdict('deploy', 0, 'green'), verdict('deploy', 1, 'green')], {
          type: 'step-read',
          step: 'deploy',
        }),
        'deploy',
      )?.status,
    ).toBe('done');
  });

  it('fails when its command failed and its effect is not there', () => {
    const state = stateAfter(
      open('deploy'),
      run('deploy'),
      end('deploy', exited),
      verdict('deploy', 0, 'red'),
      verdict('deploy', 1, 'green'),
    );
    expect(stepOf(state, 'deploy')).toMatchObject({ status: 'failed', reason: { id: 'command-exit' } });
  });

  it('is done although its command failed when its effect is there, and when it is mended later', () => {
    const failing = [open('deploy'), run('deploy'), end('deploy', exited)];
    expect(
      stepOf(stateAfter(...failing, verdict('deploy', 0, 'green'), verdict('deploy', 1, 'green')), 'deploy')
        ?.status,
    ).toBe('done');
    const mended = stateAfter(
      ...failing,
      verdict('deploy', 0, 'red'),
      verdict('deploy', 1, 'red'),
      verdict('deploy', 0, 'green'),
      verdict('deploy', 1, 'green'),
    );
    expect(stepOf(mended, 'deploy')?.status).toBe('done');
    expect(stepOf(mended, 'deploy')?.reason).toBeUndefined();
  });

  it('fails with the reason of the check that ran out of time', () => {
    const state = stateAfter(open('deploy'), run('deploy'), end('deploy'), verdict('deploy', 1, 'red'), {
      type: 'check-timed-out',
      step: 'deploy',
      check: 1,
    });
    expect(stepOf(state, 'deploy')).toMatchObject({ status: 'failed', reason: { id: 'object-missing' } });
  });

  it('without checks is as good as its command', () => {
    expect(stepOf(stateAfter(open('look'), run('look'), end('look')), 'look')?.status).toBe('done');
    expect(stepOf(stateAfter(open('look'), run('look'), end('look', exited)), 'look')?.status).toBe('failed');
  });

  it('goes back to reading when its command was cancelled or lost sight of', () => {
    for (const ending of ['cancelled', 'lost'] as const) {
      expect(
        stepOf(stateAfter(open('deploy'), run('deploy'), end('deploy', { exit: null, ending })), 'deploy')
          ?.status,
      ).toBe('reading');
    }
  });

  it('says of checks whether anything but the screen waits for them', () => {
    const shown = (...events: Event[]) => wanted(stateAfter(...events)).watch?.shown;
    expect(shown(open('deploy'))).toBe(false);
    expect(shown(open('deploy'), run('deploy'))).toBe(true);
    expect(shown(open('deploy'), run('deploy'), end('deploy'))).toBe(false);
    expect(shown(open('follow'), run('follow'))).toBe(false);
  });

  it('that never ends is stopped once its checks are green, and when they ran out of time', () => {
    const running = [open('follow'), run('follow')];
    expect(wanted(stateAfter(...running)).command?.step).toBe('follow');
    const green = stateAfter(...running, verdict('follow', 0, 'green'));
    expect(wanted(green).command).toBeUndefined();
    expect(
      stepOf(
        stateAfter(
          ...running,
          verdict('follow', 0, 'green'),
          end('follow', { exit: null, ending: 'checks' }),
        ),
        'follow',
      )?.status,
    ).toBe('done');
    const late = [
      ...running,
      verdict('follow', 0, 'red'),
      { type: 'check-timed-out', step: 'follow', check: 0 } as Event,
    ];
    expect(wanted(stateAfter(...late)).command).toBeUndefined();
    expect(
      stepOf(stateAfter(...late, end('follow', { exit: null, ending: 'cancelled' })), 'follow')?.status,
    ).toBe('failed');
  });

  it('that is not for this cluster is skipped and never opened', () => {
    const state = stateAfter(open('minikube'));
    expect(state.current).toBeUndefined();
    expect(stepOf(state, 'minikube')?.status).toBe('skipped');
  });
});

describe('a limit', () => {
  const limit = (until: string | null): Event => ({ type: 'limit-set', until });

  it('keeps the steps after it closed, whatever the learner did, until it moves on or is let go of', () => {
    const read = [open('look'), run('look'), end('look')];
    expect(actions(stateAfter(...read))).toContain('next');
    const kept = stateAfter(limit('look'), ...read);
    expect(actions(kept)).not.toContain('next');
    expect(actions(kept)).toContain('back');
    expect(awaitedStep(kept)?.plan.id).toBe('read');
    expect(actions(stateAfter(limit('look'), open('look')))).not.toContain('skip');
    expect(actions(stateAfter(limit('look'), ...read, limit('read')))).toContain('next');
    expect(actions(stateAfter(limit('look'), ...read, limit(null)))).toContain('next');
  });

  it('that names no step of the lesson keeps nothing closed', () => {
    expect(actions(stateAfter(limit('gone'), open('look')))).toContain('skip');
  });
});

describe('a lesson that was edited', () => {
  it('keeps what is known of a step by its id, and forgets a step whose shape changed', () => {
    const next = [
      { ...plan[2], id: 'new' } as StepPlan,
      plan[3] as StepPlan,
      { ...plan[1], checks: [false] } as StepPlan,
    ];
    const state = stateAfter(open('look'), run('look'), end('look'), open('deploy'), run('deploy'), {
      type: 'plan-changed',
      version: '1.1.0',
      plan: next,
    });
    expect(state.steps.map((step) => [step.plan.id, step.status])).toEqual([
      ['new', 'ahead'],
      ['look', 'done'],
      ['deploy', 'ahead'],
    ]);
    expect(state.version).toBe('1.1.0');
  });
});

describe('replay', () => {
  const step = fc.constantFrom('minikube', 'deploy', 'follow', 'look', 'read', 'nobody');
  const anyEvent: fc.Arbitrary<Event> = fc.oneof(
    step.map(open),
    step.map(run),
    step.chain((id) =>
      fc.constantFrom(
        end(id),
        end(id, exited),
        end(id, { exit: null, ending: 'cancelled' }),
        end(id, { exit: null, ending: 'checks' }),
        end(id, { exit: null, ending: 'timeout' }),
      ),
    ),
    fc
      .tuple(step, fc.nat(2), fc.constantFrom('green' as const, 'red' as const))
      .map(([id, check, colour]) => verdict(id, check, colour)),
    fc.tuple(step, fc.nat(2)).map(([id, check]): Event => ({ type: 'check-timed-out', step: id, check })),
    step.map((id): Event => ({ type: 'step-skipped', step: id })),
    step.map((id): Event => ({ type: 'step-read', step: id })),
    step.map((id): Event => ({ type: 'stop-requested', step: id })),
    step.map((id): Event => ({ type: 'hint-shown', step: id })),
    step.map((id): Event => ({ type: 'aside-started', step: id, command: 'ls' })),
    step.map((id): Event => ({ type: 'aside-ended', step: id, exit: 0, ms: 5, tail: ['file'] })),
    fc.constantFrom<Event>(
      { type: 'run-resumed' },
      { type: 'shell-opened' },
      { type: 'shell-closed' },
      { type: 'run-left' },
      { type: 'language-changed', language: 'fr' },
      { type: 'limit-set', until: 'follow' },
      { type: 'limit-set', until: null },
      { type: 'plan-changed', version: '2.0.0', plan: plan.slice(1) },
    ),
  );

  it('of any journal gives the state that living through it gave, also over the disk and from any place on', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), fc.nat(60), (events, cut) => {
        const entries = journal([started, ...events]);
        let lived: RunState | undefined;
        for (const entry of entries) lived = reduce(lived, entry);
        const stored = entries.map((entry) => JSON.parse(JSON.stringify(entry)) as Entry);
        expect(replay(stored)).toEqual(lived);
        let resumed = replay(stored.slice(0, cut + 1));
        for (const entry of stored.slice(cut + 1)) resumed = reduce(resumed, entry);
        expect(resumed).toEqual(lived);
      }),
    );
  });

  it('of any journal keeps the promises that the runner and the screen rely on', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        const state = stateAfter(...events);
        for (const step of state.steps) {
          expect(step.verdicts).toHaveLength(step.plan.checks.length);
          if (step.status === 'failed') expect(step.reason).toBeDefined();
          if (step.status === 'done' || step.status === 'failed') expect(step.settledAt).toBeDefined();
          if (step.status === 'running') expect(step.command?.end).toBeUndefined();
          expect(step.asides.slice(0, -1).every(({ end: ended }) => ended)).toBe(true);
          expect(step.status === 'running' && isAsideRunning(step)).toBe(false);
        }
        const { command, aside, watch } = wanted(state);
        expect(command && aside).toBeUndefined();
        if (aside) expect(aside.step).toBe(state.current);
        if (command) expect(command.step).toBe(state.current);
        if (watch) expect(watch.step).toBe(state.current);
        const current = currentStep(state);
        if (current) expect(current.plan.applies).toBe(true);
        const allowed = actions(state);
        expect(allowed.has('next') && allowed.has('finish')).toBe(false);
        if (current && !isFinished(state)) expect(allowed.size).toBeGreaterThan(0);
      }),
    );
  });
});
