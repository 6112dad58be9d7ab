import { canonicalQuantity } from '../../../quantity.ts';
import { resourcePath } from '../api/discovery.ts';
import { at, type Dict, dictAt, type KubeObject, listAt, nameOf, textAt } from '../api/objects.ts';
import { StatusError } from '../errors.ts';
import { fetchList } from '../resources/selection.ts';
import type { Session } from '../session.ts';
import { describeEvents, eventsAbout } from './events.ts';
import { labelsAndAnnotations, taints } from './metadata.ts';
import { describeNodeResources } from './node-resources.ts';
import { type Description, longTime } from './writer.ts';

export async function describeNode(
  w: Description,
  session: Session,
  node: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const name = nameOf(node);
  const status = dictAt(node, 'status');
  w.line(0, 'Name:', name);
  w.line(0, 'Roles:', roles(node).join(',') || '<none>');
  labelsAndAnnotations(w, node);
  w.line(0, 'CreationTimestamp:', longTime(node.metadata?.creationTimestamp));
  taints(w, listAt(node, 'spec', 'taints'));
  w.line(0, 'Unschedulable:', at(node, 'spec', 'unschedulable') === true);
  await describeLease(w, session, name);
  describeConditions(w, listAt(status, 'conditions'));
  w.line(0, 'Addresses:');
  for (const one of listAt(status, 'addresses')) w.line(1, `${textAt(one, 'type')}:`, textAt(one, 'address'));
  for (const title of ['Capacity', 'Allocatable']) {
    const list = dictAt(status, title.toLowerCase());
    const names = Object.keys(list).sort();
    if (names.length > 0) w.line(0, `${title}:`);
    for (const one of names) w.line(1, `${one}:`, canonicalQuantity(textAt(list, one)));
  }
  systemInfo(w, dictAt(status, 'nodeInfo'));
  w.lineIf(at(node, 'spec', 'podCIDR'), 0, 'PodCIDR:');
  w.lineIf(listAt<string>(node, 'spec', 'podCIDRs').join(','), 0, 'PodCIDRs:');
  w.lineIf(at(node, 'spec', 'providerID'), 0, 'ProviderID:');
  const pods = await session.discovery.resolve('pods');
  const { items } = await fetchList(session, resourcePath(pods, undefined), {
    fieldSelector: `spec.nodeName=${name},status.phase!=Succeeded,status.phase!=Failed`,
  });
  describeNodeResources(w, node, items);
  if (!withEvents) return;
  // Controllers name a node by its uid, the kubelet by its name.
  const about = { name, namespace: '', kind: 'Node' };
  const uid = node.metadata?.uid;
  const found = [
    ...(await eventsAbout(session, { ...about, ...(uid ? { uid } : {}) })),
    ...(await eventsAbout(session, { ...about, uid: name })),
  ];
  describeEvents(w, found);
}

function roles(node: KubeObject): string[] {
  const found = new Set<string>();
  for (const [key, value] of Object.entries(node.metadata?.labels ?? {})) {
    const prefix = 'node-role.kubernetes.io/';
    if (key.startsWith(prefix) && key.length > prefix.length) found.add(key.slice(prefix.length));
    else if (key === 'kubernetes.io/role' && value) found.add(value);
  }
  return [...found].sort();
}

async function describeLease(w: Description, session: Session, node: string): Promise<void> {
  let lease: KubeObject;
  try {
    lease = await session.client.get<KubeObject>(
      `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node}`,
    );
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    w.line(0, 'Lease:', `Failed to get lease: ${error.message}`);
    return;
  }
  const time = (field: string) => (at(lease, 'spec', field) ? longTime(at(lease, 'spec', field)) : '<unset>');
  w.line(0, 'Lease:');
  w.line(1, 'HolderIdentity:', textAt(lease, 'spec', 'holderIdentity') || '<unset>');
  w.line(1, 'AcquireTime:', time('acquireTime'));
  w.line(1, 'RenewTime:', time('renewTime'));
}

function describeConditions(w: Description, conditions: readonly Dict[]): void {
  if (conditions.length === 0) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type', 'Status', 'LastHeartbeatTime', 'LastTransitionTime', 'Reason', 'Message');
  w.line(1, '----', '------', '-----------------', '------------------', '------', '-------');
  for (const one of conditions) {
    const times = [longTime(one.lastHeartbeatTime), longTime(one.lastTransitionTime)];
    const cells = [textAt(one, 'type'), textAt(one, 'status'), ...times, textAt(one, 'reason')];
    w.line(1, ...cells.map((cell) => `${cell} `), textAt(one, 'message'));
  }
}

const INFO: Readonly<Record<string, string>> = {
  'Machine ID': 'machineID',
  'System UUID': 'systemUUID',
  'Boot ID': 'bootID',
  'Kernel Version': 'kernelVersion',
  'OS Image': 'osImage',
  'Operating System': 'operatingSystem',
  Architecture: 'architecture',
  'Container Runtime Version': 'containerRuntimeVersion',
  'Kubelet Version': 'kubeletVersion',
  'Kube-Proxy Version': 'kubeProxyVersion',
};

function systemInfo(w: Description, info: Dict): void {
  w.line(0, 'System Info:');
  for (const [title, field] of Object.entries(INFO)) w.line(1, `${title}:`, textAt(info, field));
}
