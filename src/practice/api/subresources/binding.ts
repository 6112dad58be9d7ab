import type { Pod } from '../../objects.ts';
import type { Answer, Api, Call } from '../call.ts';
import { conflict, notFound } from '../errors.ts';
import { assignNode } from '../pods.ts';
import { existing } from '../verbs/read.ts';

/** What a scheduler says: this pod goes to that node. */
export async function bind(api: Api, call: Call): Promise<Answer> {
  const body = (await call.body()) as { target?: { name?: string } } | undefined;
  const node = body?.target?.name ?? '';
  const pod = existing(api, call) as Pod;
  const { name } = pod.metadata;
  if (pod.spec.nodeName)
    throw conflict(call.resource, name, `pod ${name} is already assigned to node "${pod.spec.nodeName}"`);
  if (!api.store.get('Node', undefined, node)) throw notFound({ group: '', plural: 'nodes' }, node);
  assignNode(api.store, pod, node, api.clock.now());
  return {
    code: 201,
    body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
  };
}
