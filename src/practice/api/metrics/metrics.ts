import { ApiError } from '../../errors.ts';
import { timestamp } from '../../store/store.ts';
import type { NodeUsage, Usage } from '../../types.ts';
import type { Answer, Api, Call } from '../call.ts';
import { methodNotAllowed } from '../errors.ts';
import type { Resource } from '../resources/resource.ts';
import { selected } from '../verbs/select.ts';

const apiVersion = 'metrics.k8s.io/v1beta1';

/** What `kubectl top` asks for: measured when it is asked, and not kept. */
export async function metrics(api: Api, call: Call): Promise<Answer> {
  if (call.method !== 'GET') throw methodNotAllowed();
  const { kind } = call.resource;
  const of = api.registry.find('', 'v1', call.resource.plural);
  const nodes = await api.agent.usage();
  const items = of
    ? kind === 'NodeMetrics'
      ? ofNodes(api, call, of, nodes)
      : ofPods(api, call, of, nodes)
    : [];
  if (call.name === undefined)
    return { code: 200, body: { kind: `${kind}List`, apiVersion, metadata: {}, items } };
  const [item] = items;
  if (!item) throw missing(call);
  return { code: 200, body: { kind, apiVersion, ...item } };
}

function ofNodes(api: Api, call: Call, of: Resource, nodes: readonly NodeUsage[]): object[] {
  return selected(api, { ...call, resource: of }).flatMap(({ metadata }) => {
    const found = nodes.find(({ node }) => node === metadata.name);
    return found ? [{ ...header(api, metadata), usage: written(found) }] : [];
  });
}

function ofPods(api: Api, call: Call, of: Resource, nodes: readonly NodeUsage[]): object[] {
  const pods = new Map(
    nodes.flatMap((node) => node.pods.map((pod) => [`${pod.namespace}/${pod.pod}`, pod] as const)),
  );
  return selected(api, { ...call, resource: of }).flatMap(({ metadata }) => {
    const found = pods.get(`${metadata.namespace}/${metadata.name}`);
    const containers = found?.containers.map(({ name, ...usage }) => ({ name, usage: written(usage) }));
    return containers ? [{ ...header(api, metadata), containers }] : [];
  });
}

function header({ clock }: Api, metadata: { name: string; namespace?: string; labels?: object }): object {
  const now = timestamp(clock.now());
  const { name, namespace, labels } = metadata;
  const place = namespace === undefined ? {} : { namespace };
  return {
    metadata: { name, ...place, creationTimestamp: now, ...(labels ? { labels } : {}) },
    timestamp: now,
    window: '1s',
  };
}

function written({ cpu, memory }: Usage): { cpu: string; memory: string } {
  return { cpu: `${Math.round(cpu * 1e9)}n`, memory: `${Math.round(memory / 1024)}Ki` };
}

function missing({ resource, namespace, name }: Call): ApiError {
  const what = `${resource.kind.toLowerCase()}.metrics.k8s.io`;
  const whose = namespace === undefined ? name : `${namespace}/${name}`;
  const details = { name: whose, group: 'metrics.k8s.io', kind: resource.kind.toLowerCase() };
  return new ApiError(404, 'NotFound', `${what} "${whose}" not found`, details);
}
