import type { Labels, Node, NodeSelectorRequirement, NodeSelectorTerm, Pod } from '../../objects.ts';

/** Whether a pod may go to a node by its node selector and its required node affinity. */
export function isWantedNode({ spec }: Pod, node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  const isSelected = Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return isSelected && (required === undefined || matchesTerms(required.nodeSelectorTerms, node));
}

/** One term has to match as a whole; an empty one matches nothing. */
export function matchesTerms(terms: readonly NodeSelectorTerm[], { metadata }: Node): boolean {
  return terms.some(({ matchExpressions = [], matchFields = [] }) => {
    if (matchExpressions.length + matchFields.length === 0) return false;
    return (
      matchExpressions.every((one) => meets(metadata.labels ?? {}, one)) &&
      matchFields.every((one) => meets({ 'metadata.name': metadata.name }, one))
    );
  });
}

function meets(labels: Labels, { key, operator, values = [] }: NodeSelectorRequirement): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}
