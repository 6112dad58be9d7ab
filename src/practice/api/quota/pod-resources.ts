import type { Container, Pod } from '../../objects.ts';
import { addQuantity, largerQuantity, type Quantity, quantityOf } from '../../quantity.ts';

export type Quantities = Record<string, Quantity>;

/** What a pod asks for, or may take: its containers together, or its most demanding init container where that is more. */
export function podResources({ spec }: Pod, what: 'requests' | 'limits'): Quantities {
  const total: Quantities = {};
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const container of [...spec.containers, ...sidecars]) combine(total, container, what, addQuantity);
  for (const container of spec.initContainers ?? []) combine(total, container, what, largerQuantity);
  return total;
}

function combine(
  total: Quantities,
  { resources }: Container,
  what: 'requests' | 'limits',
  how: (one: Quantity, other: Quantity) => Quantity,
): void {
  for (const [name, text] of Object.entries(resources?.[what] ?? {})) {
    const before = total[name];
    total[name] = before ? how(before, quantityOf(text)) : quantityOf(text);
  }
}
