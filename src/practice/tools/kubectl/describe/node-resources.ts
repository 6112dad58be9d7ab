import {
  addQuantity,
  formatQuantity,
  largerQuantity,
  type Quantity,
  quantityOf,
  zero,
} from '../../../quantity.ts';
import { type Dict, dictAt, type KubeObject, listAt, nameOf, textAt } from '../api/objects.ts';
import { ago } from '../values/duration.ts';
import type { Description } from './writer.ts';

type Amounts = Record<string, Quantity>;

interface Needs {
  requests: Amounts;
  limits: Amounts;
}

/** The pods of a node and what they take of it. */
export function describeNodeResources(w: Description, node: KubeObject, pods: readonly KubeObject[]): void {
  const allocatable = dictAt(node, 'status', 'allocatable');
  const share = (amount: Quantity | undefined, name: string) => {
    const whole = quantityOf(textAt(allocatable, name) || '0').value;
    const percent = whole === 0 ? 0 : Math.trunc(((amount?.value ?? 0) / whole) * 100);
    return `${formatQuantity(amount ?? zero)} (${percent}%)`;
  };
  w.line(0, 'Non-terminated Pods:', `(${pods.length} in total)`);
  w.line(1, 'Namespace', 'Name', '', 'CPU Requests', 'CPU Limits', 'Memory Requests', 'Memory Limits', 'Age');
  w.line(1, '---------', '----', '', '------------', '----------', '---------------', '-------------', '---');
  const needs = pods.map(needsOf);
  for (const [index, pod] of pods.entries()) {
    const { requests = {}, limits = {} } = needs[index] ?? {};
    const cells = ['cpu', 'memory'].flatMap((name) => [
      share(requests[name], name),
      share(limits[name], name),
    ]);
    w.line(1, pod.metadata?.namespace, nameOf(pod), '', ...cells, ago(pod.metadata?.creationTimestamp));
  }
  w.line(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)');
  w.line(1, 'Resource', 'Requests', 'Limits');
  w.line(1, '--------', '--------', '------');
  const requests = total(needs.map((one) => one.requests));
  const limits = total(needs.map((one) => one.limits));
  const names = Object.keys(allocatable).sort();
  const standard = ['cpu', 'memory', 'ephemeral-storage'];
  for (const name of [...standard, ...names.filter((one) => one.startsWith('hugepages-'))]) {
    w.line(1, name, share(requests[name], name), share(limits[name], name));
  }
  const extended = names.filter(
    (one) => ![...standard, 'pods', 'storage'].includes(one) && !one.startsWith('hugepages-'),
  );
  for (const name of extended)
    w.line(1, name, formatQuantity(requests[name] ?? zero), formatQuantity(limits[name] ?? zero));
}

/** Its containers together, or its largest init container where that is more; and the overhead. */
function needsOf(pod: KubeObject): Needs {
  const of = (field: 'requests' | 'limits'): Amounts => {
    const amounts = (container: Dict) => parseAll(dictAt(container, 'resources', field));
    const running = total(listAt(pod, 'spec', 'containers').map(amounts));
    const starting = listAt(pod, 'spec', 'initContainers').map(amounts);
    const together = starting.reduce((sum, one) => combine(sum, one, largerQuantity), running);
    return combine(together, parseAll(dictAt(pod, 'spec', 'overhead')), addQuantity);
  };
  return { requests: of('requests'), limits: of('limits') };
}

const parseAll = (list: Dict): Amounts =>
  Object.fromEntries(Object.keys(list).map((name) => [name, quantityOf(textAt(list, name))]));

const total = (list: readonly Amounts[]): Amounts =>
  list.reduce((sum, one) => combine(sum, one, addQuantity), {});

function combine(a: Amounts, b: Amounts, how: (x: Quantity, y: Quantity) => Quantity): Amounts {
  const result = { ...a };
  for (const [name, amount] of Object.entries(b)) {
    const known = result[name];
    result[name] = known ? how(known, amount) : amount;
  }
  return result;
}
