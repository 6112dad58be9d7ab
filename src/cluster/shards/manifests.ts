/** Work that is the same for each of several pods, but for an index from 0. */
export interface ShardedWork {
  readonly image: string;
  readonly shards: number;
  /** For `sh -c`; finds its index in `$JOB_COMPLETION_INDEX` and `input` below `inputFolder`. */
  readonly script: string;
  /** What the pods are given to work with. */
  readonly input: Buffer;
}

export const inputFolder = '/pilotage/input';
/** Where Kubernetes itself writes a pod's index; Jobs that are not indexed get it from us, as label values are not for numbers. */
export const indexAnnotation = 'batch.kubernetes.io/job-completion-index';
export const shardLabel = { 'app.kubernetes.io/component': 'validate' } as const;

const container = 'validate';
/** Bytes in a ConfigMap, which holds one megabyte with base64 and all. */
const chunk = 700_000;
/** Seconds after which the cluster ends what a client that was killed has left. */
const longest = 7_200;
const kept = 600;

/** The input in parts that a ConfigMap can hold. */
export function configMaps({ input }: ShardedWork): { metadata: { name: string } }[] {
  const parts = Array.from({ length: Math.ceil(input.length / chunk) }, (_, index) =>
    input.subarray(index * chunk, (index + 1) * chunk),
  );
  return parts.map((part, index) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `input-${String(index).padStart(4, '0')}` },
    binaryData: { [`part-${String(index).padStart(4, '0')}`]: part.toString('base64') },
  }));
}

/** One Job with an index for each shard. */
export function indexedJob(work: ShardedWork): object {
  const { shards } = work;
  return job('validate', work, { completionMode: 'Indexed', completions: shards, parallelism: shards });
}

/** A Job for each shard, for servers that know no indexes. */
export function plainJobs(work: ShardedWork): object[] {
  return Array.from({ length: work.shards }, (_, index) => job(`validate-${index}`, work, {}, index));
}

function job(name: string, work: ShardedWork, mode: object, index?: number): object {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: shardLabel },
    spec: {
      ...mode,
      // A pod that is lost is told of; that of another shard goes on.
      backoffLimit: work.shards,
      activeDeadlineSeconds: longest,
      ttlSecondsAfterFinished: kept,
      template: {
        metadata: {
          labels: shardLabel,
          ...(index !== undefined && { annotations: { [indexAnnotation]: String(index) } }),
        },
        spec: podSpec(work, index),
      },
    },
  };
}

/** What the strictest of Kubernetes' pod security standards lets through. */
function podSpec(work: ShardedWork, index: number | undefined): object {
  return {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: container,
        image: work.image,
        command: ['sh', '-c', work.script],
        env: [
          { name: 'HOME', value: '/tmp' },
          ...(index === undefined ? [] : [{ name: 'JOB_COMPLETION_INDEX', value: String(index) }]),
        ],
        resources: { requests: { cpu: '250m', memory: '384Mi' } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: [{ name: 'input', mountPath: inputFolder, readOnly: true }],
      },
    ],
    volumes: [
      {
        name: 'input',
        projected: { sources: configMaps(work).map(({ metadata }) => ({ configMap: metadata })) },
      },
    ],
  };
}
