import { copyJson } from '../../store/json.ts';
import type { KubeObject } from '../../types.ts';
import { compare, fieldsOf } from './compare.ts';
import { difference, emptySet, type FieldSet, union } from './field-set.ts';
import type { Shape } from './shape.ts';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** The manager whose server-side apply goes on where kubectl's own apply stopped. */
export const successor = 'kubectl';

/** Fields that kubectl had applied by itself and that are still as it had left them: nobody to fight over them with. */
export function inheritedFields(live: KubeObject, shape: Shape): FieldSet {
  const last = lastApplied(live);
  if (last === undefined) return emptySet();
  const { modified, removed } = compare(last, live, shape);
  return difference(fieldsOf(last, shape), union(modified, removed));
}

/** Keeps the annotation in step, so that a later apply by the client finds what was applied by the server. */
export function updateLastApplied(object: KubeObject, wanted: KubeObject): void {
  const { annotations } = object.metadata;
  if (annotations?.[annotation] === undefined) return;
  const config = copyJson(wanted);
  delete config.metadata.annotations?.[annotation];
  delete config.metadata.managedFields;
  annotations[annotation] = `${JSON.stringify(config)}\n`;
}

function lastApplied(object: KubeObject): unknown {
  try {
    return JSON.parse(object.metadata.annotations?.[annotation] ?? '');
  } catch {
    return undefined;
  }
}
