import { type Dict, dictAt, isDict, type KubeObject, listAt, textAt } from '../api/objects.ts';
import { StatusError } from '../errors.ts';
import type { Session } from '../session.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotations, labels } from './metadata.ts';
import { endpointSlices, formatSlices } from './service.ts';
import type { Description } from './writer.ts';

export async function describeIngress(
  w: Description,
  session: Session,
  object: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const namespace = object.metadata?.namespace ?? '';
  const spec = dictAt(object, 'spec');
  w.line(0, 'Name:', object.metadata?.name);
  labels(w, 'Labels', object.metadata?.labels);
  w.line(0, 'Namespace:', namespace);
  const addresses = listAt(object, 'status', 'loadBalancer', 'ingress').map(
    (one) => textAt(one, 'ip') || textAt(one, 'hostname'),
  );
  w.line(0, 'Address:', [...new Set(addresses)].sort().join(','));
  w.line(0, 'Ingress Class:', textAt(spec, 'ingressClassName') || '<none>');
  const fallback = isDict(spec.defaultBackend)
    ? await backend(session, namespace, spec.defaultBackend)
    : '<default>';
  w.line(0, 'Default backend:', fallback);
  const tls = listAt(spec, 'tls');
  if (tls.length > 0) w.line(0, 'TLS:');
  for (const one of tls) {
    const hosts = listAt<string>(one, 'hosts').join(',');
    w.line(1, one.secretName ? `${textAt(one, 'secretName')} terminates ${hosts}` : `SNI routes ${hosts}`);
  }
  w.line(0, 'Rules:');
  w.line(1, 'Host', 'Path', 'Backends');
  w.line(1, '----', '----', '--------');
  const rules = listAt(spec, 'rules').filter((rule) => isDict(rule.http));
  for (const rule of rules) {
    w.line(1, textAt(rule, 'host') || '*', '');
    for (const path of listAt(rule, 'http', 'paths')) {
      w.line(2, '', `${textAt(path, 'path')} `, await backend(session, namespace, dictAt(path, 'backend')));
    }
  }
  if (rules.length === 0) w.line(1, '*', '*', fallback);
  annotations(w, 'Annotations', object.metadata?.annotations);
  if (withEvents) describeEvents(w, await eventsOf(session, object));
}

async function backend(session: Session, namespace: string, target: Dict): Promise<string> {
  if (!isDict(target.service)) {
    const { apiGroup, kind, name } = dictAt(target, 'resource');
    return `APIGroup: ${apiGroup ?? '<none>'}, Kind: ${kind}, Name: ${name}`;
  }
  const name = textAt(target.service, 'name');
  const wanted = dictAt(target.service, 'port');
  const text = `${name}:${textAt(wanted, 'number') || textAt(wanted, 'name')}`;
  let service: KubeObject;
  try {
    service = await session.client.get<KubeObject>(`/api/v1/namespaces/${namespace}/services/${name}`);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    return `${text} (<error: ${error.message}>)`;
  }
  const port = listAt(service, 'spec', 'ports').find((one) =>
    wanted.number ? one.port === wanted.number : one.name === wanted.name,
  );
  return `${text} (${formatSlices(await endpointSlices(session, namespace, name), textAt(port, 'name'))})`;
}
