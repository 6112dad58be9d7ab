import type { Condition, Deployment, LabelSelector, PodTemplate, ReplicaSet } from '../../objects.ts';
import type { KubeObject } from '../../types.ts';
import { formatSelector } from '../selectors/labels.ts';
import { age, ageColumn, type Column, humanDuration, nameColumn, none } from './column.ts';

interface WithTemplate extends KubeObject {
  spec: { template?: PodTemplate; selector?: LabelSelector };
}

const containers = (template: PodTemplate | undefined) => template?.spec.containers ?? [];

function templateColumns<T extends KubeObject>(
  template: (object: T) => PodTemplate | undefined,
): Column<T>[] {
  return [
    {
      name: 'Containers',
      wide: true,
      cell: (one) =>
        containers(template(one))
          .map((each) => each.name)
          .join(','),
    },
    {
      name: 'Images',
      wide: true,
      cell: (one) =>
        containers(template(one))
          .map((each) => each.image)
          .join(','),
    },
  ];
}

const ownTemplate = templateColumns<WithTemplate>((object) => object.spec.template);
const selectorColumn: Column<WithTemplate> = {
  name: 'Selector',
  wide: true,
  cell: (object) => formatSelector(object.spec.selector),
};

function count<T extends KubeObject>(name: string, value: (object: T) => number | undefined): Column<T> {
  return { name, type: 'integer', cell: (object) => value(object) ?? 0 };
}

const deployments: Column<Deployment>[] = [
  nameColumn,
  { name: 'Ready', cell: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas ?? 0}` },
  { ...count<Deployment>('Up-to-date', ({ status }) => status?.updatedReplicas), type: 'integer' },
  count('Available', ({ status }) => status?.availableReplicas),
  ageColumn,
  ...(ownTemplate as Column<KubeObject>[]),
  selectorColumn as Column<KubeObject>,
];

const replicaSets: Column<ReplicaSet>[] = [
  nameColumn,
  count('Desired', ({ spec }) => spec.replicas),
  count('Current', ({ status }) => status?.replicas),
  count('Ready', ({ status }) => status?.readyReplicas),
  ageColumn,
  ...(ownTemplate as Column<KubeObject>[]),
  selectorColumn as Column<KubeObject>,
];

interface DaemonSet extends WithTemplate {
  status?: Record<string, number>;
}

const daemonSets: Column<DaemonSet>[] = [
  nameColumn,
  count('Desired', ({ status }) => status?.desiredNumberScheduled),
  count('Current', ({ status }) => status?.currentNumberScheduled),
  count('Ready', ({ status }) => status?.numberReady),
  count('Up-to-date', ({ status }) => status?.updatedNumberScheduled),
  count('Available', ({ status }) => status?.numberAvailable),
  {
    name: 'Node Selector',
    cell: ({ spec }) => formatSelector({ matchLabels: spec.template?.spec.nodeSelector ?? {} }),
  },
  ageColumn,
  ...(ownTemplate as Column<KubeObject>[]),
  selectorColumn as Column<KubeObject>,
];

const statefulSets: Column<Deployment>[] = [
  nameColumn,
  { name: 'Ready', cell: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas ?? 0}` },
  ageColumn,
  ...(ownTemplate as Column<KubeObject>[]),
];

interface Job extends WithTemplate {
  spec: WithTemplate['spec'] & { completions?: number; parallelism?: number; suspend?: boolean };
  status?: { succeeded?: number; startTime?: string; completionTime?: string; conditions?: Condition[] };
}

const jobs: Column<Job>[] = [
  nameColumn,
  { name: 'Status', cell: jobStatus },
  { name: 'Completions', cell: completions },
  { name: 'Duration', cell: duration },
  ageColumn,
  ...(ownTemplate as Column<KubeObject>[]),
  selectorColumn as Column<KubeObject>,
];

function jobStatus({ metadata, status }: Job): string {
  const holds = (type: string) =>
    status?.conditions?.some((one) => one.type === type && one.status === 'True');
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (metadata.deletionTimestamp) return 'Terminating';
  if (holds('Suspended')) return 'Suspended';
  if (holds('FailureTarget')) return 'FailureTarget';
  return holds('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

function completions({ spec, status }: Job): string {
  const done = status?.succeeded ?? 0;
  if (spec.completions !== undefined) return `${done}/${spec.completions}`;
  return (spec.parallelism ?? 0) > 1 ? `${done}/1 of ${spec.parallelism}` : `${done}/1`;
}

function duration({ status }: Job, now: number): string {
  if (!status?.startTime) return '';
  const end = status.completionTime ? Date.parse(status.completionTime) : now;
  return humanDuration(end - Date.parse(status.startTime));
}

interface CronJob extends KubeObject {
  spec: {
    schedule: string;
    timeZone?: string;
    suspend?: boolean;
    jobTemplate: { spec: WithTemplate['spec'] };
  };
  status?: { active?: unknown[]; lastScheduleTime?: string };
}

const cronJobs: Column<CronJob>[] = [
  nameColumn,
  { name: 'Schedule', cell: ({ spec }) => spec.schedule },
  { name: 'Timezone', cell: ({ spec }) => spec.timeZone ?? none },
  { name: 'Suspend', cell: ({ spec }) => (spec.suspend ? 'True' : 'False') },
  count('Active', ({ status }) => status?.active?.length),
  {
    name: 'Last Schedule',
    cell: ({ status }, now) => (status?.lastScheduleTime ? age(status.lastScheduleTime, now) : none),
  },
  ageColumn,
  ...templateColumns<CronJob>(({ spec }) => spec.jobTemplate.spec.template),
  { name: 'Selector', wide: true, cell: ({ spec }) => formatSelector(spec.jobTemplate.spec.selector) },
];

interface ControllerRevision extends KubeObject {
  revision: number;
}

const controllerRevisions: Column<ControllerRevision>[] = [
  nameColumn,
  {
    name: 'Controller',
    cell: ({ metadata }) => {
      const owner = metadata.ownerReferences?.find((one) => one.controller);
      const [group = ''] = (owner?.apiVersion ?? '').split('/');
      return owner ? `${owner.kind.toLowerCase()}.${group}/${owner.name}` : none;
    },
  },
  { name: 'Revision', type: 'integer', cell: ({ revision }) => revision },
  ageColumn,
];

export const workloadColumns = {
  'deployments.apps': deployments as Column[],
  'replicasets.apps': replicaSets as Column[],
  replicationcontrollers: replicaSets as Column[],
  'daemonsets.apps': daemonSets as Column[],
  'statefulsets.apps': statefulSets as Column[],
  'jobs.batch': jobs as Column[],
  'cronjobs.batch': cronJobs as Column[],
  'controllerrevisions.apps': controllerRevisions as Column[],
};
