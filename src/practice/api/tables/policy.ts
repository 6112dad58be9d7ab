import type { KubeObject } from '../../types.ts';
import { ageColumn, type Column, nameColumn, none } from './column.ts';

interface Quota extends KubeObject {
  spec?: { hard?: Record<string, string> };
  status?: { hard?: Record<string, string>; used?: Record<string, string> };
}

function usage({ status }: Quota, wanted: (name: string) => boolean): string {
  const names = Object.keys(status?.hard ?? {})
    .filter(wanted)
    .sort();
  return names.map((name) => `${name}: ${status?.used?.[name] ?? 0}/${status?.hard?.[name]}`).join(', ');
}

const isLimit = (name: string) => name.startsWith('limits.');

const quotas: Column<Quota>[] = [
  nameColumn,
  { name: 'Request', cell: (quota) => usage(quota, (name) => !isLimit(name)) },
  { name: 'Limit', cell: (quota) => usage(quota, isLimit) },
  ageColumn,
];

interface Budget extends KubeObject {
  spec?: { minAvailable?: number | string; maxUnavailable?: number | string };
  status?: { disruptionsAllowed?: number };
}

const budgets: Column<Budget>[] = [
  nameColumn,
  { name: 'Min Available', cell: ({ spec }) => String(spec?.minAvailable ?? 'N/A') },
  { name: 'Max Unavailable', cell: ({ spec }) => String(spec?.maxUnavailable ?? 'N/A') },
  { name: 'Allowed Disruptions', type: 'integer', cell: ({ status }) => status?.disruptionsAllowed ?? 0 },
  ageColumn,
];

interface Autoscaler extends KubeObject {
  spec: {
    scaleTargetRef: { kind: string; name: string };
    minReplicas?: number;
    maxReplicas: number;
    metrics?: {
      type: string;
      resource?: { name: string; target: { averageUtilization?: number; averageValue?: string } };
    }[];
  };
  status?: {
    currentReplicas?: number;
    currentMetrics?:
      | { resource?: { name: string; current: { averageUtilization?: number; averageValue?: string } } }[]
      | null;
  };
}

const autoscalers: Column<Autoscaler>[] = [
  nameColumn,
  { name: 'Reference', cell: ({ spec }) => `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}` },
  { name: 'Targets', cell: targets },
  { name: 'MinPods', cell: ({ spec }) => String(spec.minReplicas ?? '<unset>') },
  { name: 'MaxPods', type: 'integer', cell: ({ spec }) => spec.maxReplicas },
  { name: 'Replicas', type: 'integer', cell: ({ status }) => status?.currentReplicas ?? 0 },
  ageColumn,
];

function targets({ spec, status }: Autoscaler): string {
  const list = (spec.metrics ?? []).map(({ resource }) => {
    const { averageUtilization, averageValue } = resource?.target ?? {};
    const wanted =
      averageUtilization === undefined ? (averageValue ?? '<unknown>') : `${averageUtilization}%`;
    const now = status?.currentMetrics?.find((one) => one.resource?.name === resource?.name)?.resource
      ?.current;
    const used = now?.averageUtilization === undefined ? now?.averageValue : `${now.averageUtilization}%`;
    return `${resource?.name ?? 'metric'}: ${used ?? '<unknown>'}/${wanted}`;
  });
  return list.join(', ') || none;
}

interface Binding extends KubeObject {
  roleRef: { kind: string; name: string };
  subjects?: { kind: string; name: string; namespace?: string }[];
}

const subjects = ({ subjects: list = [] }: Binding, kind: string) => list.filter((one) => one.kind === kind);

const bindings: Column<Binding>[] = [
  nameColumn,
  { name: 'Role', cell: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}` },
  ageColumn,
  {
    name: 'Users',
    wide: true,
    cell: (one) =>
      subjects(one, 'User')
        .map(({ name }) => name)
        .join(', '),
  },
  {
    name: 'Groups',
    wide: true,
    cell: (one) =>
      subjects(one, 'Group')
        .map(({ name }) => name)
        .join(', '),
  },
  {
    name: 'ServiceAccounts',
    wide: true,
    cell: (one) =>
      subjects(one, 'ServiceAccount')
        .map(({ namespace, name }) => `${namespace}/${name}`)
        .join(', '),
  },
];

interface Priority extends KubeObject {
  value: number;
  globalDefault?: boolean;
  preemptionPolicy?: string;
}

const priorities: Column<Priority>[] = [
  nameColumn,
  { name: 'Value', type: 'integer', cell: ({ value }) => value },
  { name: 'Global-Default', type: 'boolean', cell: ({ globalDefault }) => globalDefault ?? false },
  ageColumn,
  { name: 'PreemptionPolicy', cell: ({ preemptionPolicy }) => preemptionPolicy ?? 'PreemptLowerPriority' },
];

export const policyColumns = {
  resourcequotas: quotas as Column[],
  'poddisruptionbudgets.policy': budgets as Column[],
  'horizontalpodautoscalers.autoscaling': autoscalers as Column[],
  'rolebindings.rbac.authorization.k8s.io': bindings as Column[],
  'clusterrolebindings.rbac.authorization.k8s.io': bindings as Column[],
  'priorityclasses.scheduling.k8s.io': priorities as Column[],
};
