import type { LabelSelector } from '../../objects.ts';
import { copyJson } from '../../store/json.ts';
import type { KubeObject } from '../../types.ts';
import type { Answer, Api, Call } from '../call.ts';
import { badRequest, invalid, unknownPath } from '../errors.ts';
import { recordUpdate } from '../ownership/record.ts';
import { formatSelector } from '../selectors/labels.ts';
import { invalidValue } from '../validation/causes.ts';
import { applyPatch, contentType } from '../verbs/patch.ts';
import { existing } from '../verbs/read.ts';
import { retrying } from '../verbs/retry.ts';
import { updateObject } from '../verbs/update.ts';

interface Scalable extends KubeObject {
  spec: { replicas?: number; selector?: LabelSelector };
  status?: { replicas?: number };
}

interface Scale extends KubeObject {
  spec: { replicas?: number };
  status: { replicas: number; selector: string };
}

/** `/scale`: a workload as a number of replicas. */
export async function scale(api: Api, call: Call): Promise<Answer> {
  if (call.method === 'GET') return { code: 200, body: scaleOf(existing(api, call) as Scalable) };
  const body = await call.body();
  return retrying(api, call, () => rescale(api, call, body));
}

async function rescale(api: Api, call: Call, body: unknown): Promise<Answer> {
  const target = existing(api, call) as Scalable;
  const wanted =
    call.method === 'PATCH' ? applyPatch(contentType(call), scaleOf(target), body, 'free') : body;
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
  next.spec.replicas = replicas;
  if (metadata?.resourceVersion) next.metadata.resourceVersion = metadata.resourceVersion;
  const updated = await updateObject(api, { ...call, subresource: undefined }, target, next, (after) =>
    recordUpdate(api, call, target, after),
  );
  return { code: 200, body: scaleOf(updated as Scalable) };
}

function scaleOf({ metadata, spec, status }: Scalable): Scale {
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
    spec: spec.replicas ? { replicas: spec.replicas } : {},
    status: { replicas: status?.replicas ?? 0, selector: formatSelector(spec.selector) },
  };
}
