import { ApiError } from '../../errors.ts';
import { difference, type FieldSet, isEmpty, pathsOf, sorted } from './field-set.ts';
import { formatPath } from './fields-v1.ts';
import type { Manager } from './managers.ts';
import type { Conflict } from './track.ts';

/** Conflicts but for those over `allowed` fields. */
export function conflictsBeyond(conflicts: readonly Conflict[], allowed: FieldSet): Conflict[] {
  return conflicts
    .map(({ manager, fields }) => ({ manager, fields: difference(fields, allowed) }))
    .filter(({ fields }) => !isEmpty(fields));
}

/** 409, naming who owns what, in the words that kubectl shows. */
export function applyConflict(conflicts: readonly Conflict[]): ApiError {
  const all = conflicts.flatMap(({ manager, fields }) =>
    [...pathsOf(fields)].map((path) => ({ owner: describe(manager), field: formatPath(path) })),
  );
  const causes = all.map(({ owner, field }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${owner}`,
    field,
  }));
  return new ApiError(409, 'Conflict', message(all), { causes });
}

function message(all: readonly { owner: string; field: string }[]): string {
  const [first] = all;
  if (all.length === 1 && first)
    return `Apply failed with 1 conflict: conflict with ${first.owner}: ${first.field}`;
  const lines = sorted(new Set(all.map(({ owner }) => owner))).flatMap((owner) => [
    `conflicts with ${owner}:`,
    ...all.filter((one) => one.owner === owner).map(({ field }) => `- ${field}`),
  ]);
  return `Apply failed with ${all.length} conflicts: ${lines.join('\n')}`;
}

function describe({ manager, operation, apiVersion, subresource }: Manager): string {
  const name = `${JSON.stringify(manager)}${subresource ? ` with subresource ${JSON.stringify(subresource)}` : ''}`;
  return operation === 'Update' ? `${name} using ${apiVersion}` : name;
}
