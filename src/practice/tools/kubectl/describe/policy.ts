import {
  type Dict,
  dictAt,
  isDict,
  type KubeObject,
  listAt,
  nameOf,
  numberAt,
  textAt,
} from '../api/objects.ts';
import type { Session } from '../session.ts';
import { describeEvents, eventsOf } from './events.ts';
import { has, header, labelsAndAnnotations, selectorOrNone } from './metadata.ts';
import type { Description } from './writer.ts';

export async function describeNetworkPolicy(
  w: Description,
  _session: Session,
  policy: KubeObject,
): Promise<void> {
  const spec = dictAt(policy, 'spec');
  header(w, policy);
  w.line(0, 'Created on:', goTime(textAt(policy, 'metadata', 'creationTimestamp')));
  labelsAndAnnotations(w, policy);
  w.line(0, 'Spec:');
  const selector = dictAt(spec, 'podSelector');
  const all = selectorOrNone(selector) === '<none>';
  w.line(
    1,
    `PodSelector:     ${all ? '<none> (Allowing the specific traffic to all pods in this namespace)' : selectorOrNone(selector)}`,
  );
  const types = listAt<string>(spec, 'policyTypes');
  direction(w, 'ingress', types.includes('Ingress'), listAt(spec, 'ingress'), 'from');
  direction(w, 'egress', types.includes('Egress'), listAt(spec, 'egress'), 'to');
  w.line(1, `Policy Types: ${types.join(', ') || '<none>'}`);
}

/** As Go prints a time: `2026-11-21 04:00:51 +0000 UTC`. */
const goTime = (time: string): string => `${time.replace('T', ' ').replace('Z', '')} +0000 UTC`;

function direction(
  w: Description,
  name: string,
  enabled: boolean,
  rules: readonly Dict[],
  side: 'from' | 'to',
): void {
  if (!enabled) {
    w.line(1, `Not affecting ${name} traffic`);
    return;
  }
  w.line(1, `Allowing ${name} traffic:`);
  if (rules.length === 0) w.line(2, `<none> (Selected pods are isolated for ${name} connectivity)`);
  const title = side === 'from' ? 'From' : 'To';
  for (const [index, rule] of rules.entries()) {
    ports(w, listAt(rule, 'ports'));
    const peers = listAt(rule, side);
    if (peers.length === 0)
      w.line(2, `${title}: <any> (traffic not restricted by ${side === 'from' ? 'source' : 'destination'})`);
    for (const peer of peers) describePeer(w, title, peer);
    if (index < rules.length - 1) w.line(2, '----------');
  }
}

function ports(w: Description, list: readonly Dict[]): void {
  if (list.length === 0) w.line(2, 'To Port: <any> (traffic allowed to all ports)');
  for (const one of list) {
    const protocol = textAt(one, 'protocol') || 'TCP';
    const range = has(one, 'endPort') ? `-${textAt(one, 'endPort')}` : '';
    w.line(2, `To Port${range ? ' Range' : ''}: ${textAt(one, 'port')}${range}/${protocol}`);
  }
}

function describePeer(w: Description, title: string, peer: Dict): void {
  w.line(2, `${title}:`);
  if (isDict(peer.namespaceSelector))
    w.line(3, `NamespaceSelector: ${selectorOrNone(peer.namespaceSelector)}`);
  if (isDict(peer.podSelector)) w.line(3, `PodSelector: ${selectorOrNone(peer.podSelector)}`);
  if (isDict(peer.ipBlock)) {
    w.line(3, 'IPBlock:');
    w.line(4, `CIDR: ${textAt(peer.ipBlock, 'cidr')}`);
    w.line(4, `Except: ${listAt<string>(peer.ipBlock, 'except').join(', ')}`);
  }
}

export async function describeBudget(
  w: Description,
  session: Session,
  budget: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const spec = dictAt(budget, 'spec');
  header(w, budget);
  if (has(spec, 'minAvailable')) w.line(0, 'Min available:', spec.minAvailable);
  else if (has(spec, 'maxUnavailable')) w.line(0, 'Max unavailable:', spec.maxUnavailable);
  w.line(0, 'Selector:', has(spec, 'selector') ? selectorOrNone(spec.selector) : '<unset>');
  w.line(0, 'Status:');
  const count = (field: string) => numberAt(budget, 'status', field);
  w.line(2, 'Allowed disruptions:', count('disruptionsAllowed'));
  w.line(2, 'Current:', count('currentHealthy'));
  w.line(2, 'Desired:', count('desiredHealthy'));
  w.line(2, 'Total:', count('expectedPods'));
  if (withEvents) describeEvents(w, await eventsOf(session, budget));
}

export async function describeRole(w: Description, _session: Session, role: KubeObject): Promise<void> {
  w.line(0, 'Name:', nameOf(role));
  labelsAndAnnotations(w, role);
  w.line(0, 'PolicyRule:');
  w.line(1, 'Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs');
  w.line(1, '---------', '-----------------', '--------------', '-----');
  for (const { resource, urls, names, verbs } of compact(listAt(role, 'rules'))) {
    w.line(1, resource, `[${urls.join(' ')}]`, `[${names.join(' ')}]`, `[${verbs.join(' ')}]`);
  }
}

interface Rule {
  resource: string;
  urls: string[];
  names: string[];
  verbs: string[];
  order: string;
}

/** One rule a resource and name, with all of its verbs. */
function compact(rules: readonly Dict[]): Rule[] {
  const found = new Map<string, Rule>();
  const add = (key: string, rule: Omit<Rule, 'verbs' | 'order'>, verbs: readonly string[]) => {
    const known = found.get(key) ?? { ...rule, verbs: [], order: key };
    for (const verb of verbs) if (!known.verbs.includes(verb)) known.verbs.push(verb);
    found.set(key, known);
  };
  for (const rule of rules) {
    const verbs = listAt<string>(rule, 'verbs');
    const names = listAt<string>(rule, 'resourceNames');
    for (const group of listAt<string>(rule, 'apiGroups')) {
      for (const resource of listAt<string>(rule, 'resources')) {
        for (const name of names.length > 0 ? names : [undefined]) {
          const [type = '', ...sub] = resource.split('/');
          const shown = `${type}${group ? `.${group}` : ''}${sub.length > 0 ? `/${sub.join('/')}` : ''}`;
          const own = name === undefined ? [] : [name];
          add(
            `[${group}],Resources:[${resource}],ResourceNames:[${own}]`,
            { resource: shown, urls: [], names: own },
            verbs,
          );
        }
      }
    }
    for (const url of listAt<string>(rule, 'nonResourceURLs')) {
      add(`[],Resources:[],URLs:[${url}]`, { resource: '', urls: [url], names: [] }, verbs);
    }
  }
  const order = (rule: Rule) => `[${rule.verbs.join(' ')}],APIGroups:${rule.order}`;
  return [...found.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

export async function describeBinding(w: Description, _session: Session, binding: KubeObject): Promise<void> {
  w.line(0, 'Name:', nameOf(binding));
  labelsAndAnnotations(w, binding);
  w.line(0, 'Role:');
  w.line(1, 'Kind:', textAt(binding, 'roleRef', 'kind'));
  w.line(1, 'Name:', textAt(binding, 'roleRef', 'name'));
  w.line(0, 'Subjects:');
  w.line(1, 'Kind', 'Name', 'Namespace');
  w.line(1, '----', '----', '---------');
  for (const one of listAt(binding, 'subjects'))
    w.line(1, textAt(one, 'kind'), textAt(one, 'name'), textAt(one, 'namespace'));
}
