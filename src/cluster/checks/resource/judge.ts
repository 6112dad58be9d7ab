import type { Reason } from '../../../engine/reasons/reasons.ts';
import type { ResourceCheck } from '../../../lesson/schema.ts';
import type { KubeObject } from '../../api/objects.ts';
import { objectName, type ResourceType } from '../../api/resources.ts';
import { findMismatch } from '../match/match.ts';
import { reasonOfMismatch } from '../match/reason.ts';

/** Why a check of kind `resource` is not green, and the object to look at for the cause. */
export interface Complaint {
  readonly reason: Reason;
  readonly suspect?: KubeObject;
}

/** Undefined when what is there is what the check wants. `objects` are those of its name and selector. */
export function judge(
  check: ResourceCheck,
  type: ResourceType,
  objects: readonly KubeObject[],
): Complaint | undefined {
  const mismatches = objects.map((object) => findMismatch(object, check.match ?? {}));
  const matching = objects.filter((_, index) => mismatches[index] === undefined);
  const { min, max } = check.absent ? { min: 0, max: 0 } : wantedCount(check.count);
  if (matching.length >= min && matching.length <= max) return undefined;

  const [there] = matching;
  if (max === 0 && there !== undefined && (check.absent || matching.length === 1))
    return stillThere(type, there);
  const first = matching.length < min ? firstComplaint(type, objects, mismatches) : undefined;
  if (check.count === undefined && first !== undefined) return first;
  if (objects.length === 0) return { reason: noneThere(check, type) };
  const limits = { min: min === 0 ? null : min, max: Number.isFinite(max) ? max : null };
  return {
    reason: {
      id: 'count-mismatch',
      params: { resource: type.plural, found: matching.length, ...limits },
      ...(first !== undefined && { cause: first.reason }),
    },
    ...(first?.suspect !== undefined && { suspect: first.suspect }),
  };
}

function wantedCount(count: ResourceCheck['count']): { min: number; max: number } {
  if (typeof count === 'number') return { min: count, max: count };
  if (count === undefined) return { min: 1, max: Number.POSITIVE_INFINITY };
  return { min: count.min ?? 0, max: count.max ?? Number.POSITIVE_INFINITY };
}

function firstComplaint(
  type: ResourceType,
  objects: readonly KubeObject[],
  mismatches: readonly ReturnType<typeof findMismatch>[],
): Complaint | undefined {
  for (const [index, suspect] of objects.entries()) {
    const mismatch = mismatches[index];
    if (mismatch !== undefined) {
      return { reason: reasonOfMismatch(objectName(type, suspect.metadata.name), mismatch), suspect };
    }
  }
  return undefined;
}

function noneThere(check: ResourceCheck, type: ResourceType): Reason {
  const [, name] = check.resource.split('/');
  if (name !== undefined) return { id: 'object-missing', params: { object: objectName(type, name) } };
  return { id: 'none-found', params: { resource: type.plural, selector: check.selector ?? '' } };
}

function stillThere(type: ResourceType, object: KubeObject): Complaint {
  const name = objectName(type, object.metadata.name);
  const deleted = object.metadata.deletionTimestamp !== undefined;
  return {
    reason: {
      id: 'still-there',
      params: { object: name },
      ...(deleted && { cause: { id: 'being-deleted', params: { object: name } } }),
    },
  };
}
