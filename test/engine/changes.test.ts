import { describe, expect, it } from 'vitest';
import { changesOf } from '../../src/engine/changes.ts';
import type { Event, FieldChange, ObjectRef } from '../../src/engine/events.ts';
import { replay } from '../../src/engine/reduce.ts';

const plan = [
  { id: 'one', applies: true, command: true, untilChecks: false, looks: false, checks: [], questions: [] },
];

const ref = (name: string): ObjectRef => ({
  apiVersion: 'v1',
  plural: 'configmaps',
  kind: 'ConfigMap',
  namespace: 'default',
  name,
  uid: `uid-${name}`,
});

type Touched = Partial<Omit<Extract<Event, { type: 'objects-touched' }>, 'type' | 'step'>>;

/** What a step did, after some looks at the cluster. */
function changesAfter(...looks: Touched[]): string[] {
  const events: Event[] = [
    {
      type: 'run-started',
      run: 'r',
      lesson: 'l',
      version: '1.0.0',
      cluster: 'practice',
      language: 'en',
      plan: plan as unknown as Extract<Event, { type: 'run-started' }>['plan'],
    },
    ...looks.map(
      (look): Event => ({ type: 'objects-touched', step: 'one', created: [], changed: [], ...look }),
    ),
  ];
  const state = replay(
    events.map((event, index) => ({ ...event, seq: index + 1, at: '2026-01-01T00:00:00.000Z' })),
  );
  const [step] = state?.steps ?? [];
  return step ? changesOf(step).map(say) : [];
}

function say({ kind, ref: { name }, fields }: ReturnType<typeof changesOf>[number]): string {
  return [kind, name, ...fields.map(({ path, before, after: now }) => `${path} ${before}→${now}`)].join(' ');
}

const changed = (name: string, ...fields: FieldChange[]): Touched => ({
  changed: [ref(name)],
  fields: { [`uid-${name}`]: fields },
});

describe('what a step changed', () => {
  it('is told once, however often one looked', () => {
    expect(
      changesAfter(
        { created: [ref('new')] },
        changed('old', { path: 'data.a', before: '1', after: '2' }),
        changed('new', { path: 'data.a', before: '1', after: '2' }),
        changed('old', { path: 'data.a', before: '2', after: '3' }, { path: 'data.b', after: 'x' }),
        { deleted: [ref('gone')] },
      ),
    ).toEqual(['created new', 'changed old data.a 1→3 data.b undefined→x', 'deleted gone']);
  });

  it('leaves out what came and went, and what is again as it was', () => {
    expect(
      changesAfter(
        { created: [ref('new')] },
        { deleted: [ref('new')] },
        changed('old', { path: 'data.a', before: '1', after: '2' }),
        changed('old', { path: 'data.a', before: '2', after: '1' }),
      ),
    ).toEqual([]);
  });

  it('of journals from before it was noted is what was created', () => {
    expect(changesAfter({ created: [ref('new')], changed: [ref('old')] })).toEqual(['created new']);
  });
});
