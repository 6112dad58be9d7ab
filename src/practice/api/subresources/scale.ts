import type { LabelSelector } from '../../objects.ts';
import { copyJson } from '../../store/json.ts';
import type { KubeObject } from '../../types.ts';
import type { Answer, Api, Call } from '../call.ts';
import { readDotted, writeDotted } from '../custom/checks.ts';
import type { ScalePaths } from '../custom/definition.ts';
import { badRequest, invalid, unknownPath } from '../errors.ts';
import { recordUpdate } from '../ownership/record.ts';
import { formatSelector } from '../selectors/labels.ts';
import { invalidValue } from '../validation/causes.ts';
import { applyPatch, checkType, contentType } from '../verbs/patch.ts';
import { existing } from '../verbs/read.ts';
import { retrying } from '../verbs/retry.ts';
import { updateObject } from '../verbs/update.ts';

interface Scalable extends KubeObject {
  spec: { selector?: LabelSelector };
}

interface Scale extends KubeObject {
  spec: { replicas?: number };
  status: { replicas: number; selector: string };
}

/** `/scale`: a workload as a number of replicas. */
export async function scale(api: Api, call: Call): Promise<Answer> {
  if (call.method === 'GET') return { code: 200, body: scaleOf(existing(api, call), pathsIn(call)) };
  if (call.method === 'PATCH') checkType(call, contentType(call));
  const body = await call.body();
  return retrying(api, call, () => rescale(api, call, body));
}

async function rescale(api: Api, call: Call, body: unknown): Promise<Answer> {
  const target = existing(api, call);
  const wanted =
    call.method === 'PATCH'
      ? applyPatch(contentType(call), scaleOf(target, pathsIn(call)), body, 'free')
      : body;
  if (call.method !== 'PATCH' && call.method !== 'PUT') throw unknownPath();
  const { spec, metadata } = wanted as Partial<Scale>;
  const replicas = spec?.replicas ?? 0;
  if (!Number.isInteger(replicas)) throw badRequest('spec.replicas must be an integer');
  const { group, kind } = call.resource;
  if (replicas < 0) {
    const cause = invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0');
    throw invalid(group === '' ? 'autoscaling' : group, kind, target.metadata.name, [cause]);
  }
  const next = copyJson(target);
  writeDotted(next as unknown as Record<string, unknown>, pathsIn(call).specReplicasPath, replicas);
  if (metadata?.resourceVersion) next.metadata.resourceVersion = metadata.resourceVersion;
  const updated = await updateObject(api, { ...call, subresource: undefined }, target, next, (after) =>
    recordUpdate(api, call, target, after),
  );
  return { code: 200, body: scaleOf(updated, pathsIn(call)) };
}

const builtIn: ScalePaths = { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' };

/** Where an object of the call's kind has its numbers of replicas. */
function pathsIn({ resource }: Call): ScalePaths {
  return resource.custom?.subresources?.scale ?? builtIn;
}

function scaleOf(object: KubeObject, paths: ScalePaths): Scale {
  const { metadata } = object;
  const replicas = readDotted(object, paths.specReplicasPath);
  const selector = paths.labelSelectorPath
    ? String(readDotted(object, paths.labelSelectorPath) ?? '')
    : paths === builtIn
      ? formatSelector((object as Scalable).spec.selector)
      : '';
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid,
      resourceVersion,
      creationTimestamp,
    },
    spec: replicas ? { replicas: Number(replicas) } : {},
    status: { replicas: Number(readDotted(object, paths.statusReplicasPath) ?? 0), selector },
  };
}
