import type { FieldChange, ObjectRef } from './events.ts';
import type { StepState } from './state.ts';

/** What a step did to one object in the end. */
export interface ObjectChange {
  readonly kind: 'created' | 'changed' | 'deleted';
  readonly ref: ObjectRef;
  /** Of an object that was there before and still is: from its first to its last state. */
  readonly fields: readonly FieldChange[];
}

/** What a step did to the cluster, taken together: what came and went again is none of it. */
export function changesOf(step: StepState): ObjectChange[] {
  const created = byUid(step.created);
  const deleted = byUid(step.deleted);
  const changes: ObjectChange[] = [];
  for (const ref of created.values())
    if (!deleted.has(ref.uid)) changes.push({ kind: 'created', ref, fields: [] });
  for (const ref of byUid(step.changed).values()) {
    if (created.has(ref.uid) || deleted.has(ref.uid)) continue;
    const fields = together(step.fields.flatMap((look) => look[ref.uid] ?? []));
    if (fields.length > 0) changes.push({ kind: 'changed', ref, fields });
  }
  for (const ref of deleted.values())
    if (!created.has(ref.uid)) changes.push({ kind: 'deleted', ref, fields: [] });
  return changes;
}

function byUid(refs: readonly ObjectRef[]): ReadonlyMap<string, ObjectRef> {
  return new Map(refs.map((ref) => [ref.uid, ref]));
}

/** The first state of each field and the last; one that is as it was is not changed. */
function together(changes: readonly FieldChange[]): FieldChange[] {
  const fields = new Map<string, FieldChange>();
  for (const { path, before, after } of changes) {
    const first = fields.has(path) ? fields.get(path)?.before : before;
    fields.set(path, {
      path,
      ...(first !== undefined && { before: first }),
      ...(after !== undefined && { after }),
    });
  }
  // Of a secret neither is known, and that it was written to is all there is to say.
  return [...fields.values()].filter(
    ({ before, after }) => before !== after || (before === undefined && after === undefined),
  );
}
