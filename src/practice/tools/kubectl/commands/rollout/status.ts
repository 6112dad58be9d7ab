import { at, type KubeObject, listAt, nameOf, numberAt, textAt } from '../../api/objects.ts';
import { FILES, SELECTOR } from '../../args/common.ts';
import { flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { awaitObject } from '../../resources/await.ts';
import { type Workload, workloads } from './shared.ts';

export const status: Command = {
  usage: 'rollout status (TYPE NAME | TYPE/NAME) [flags]',
  summary: 'Show the status of the rollout',
  flags: [
    ...FILES,
    SELECTOR,
    flag('revision', 'int', 'of this revision; 0 is the latest', '0'),
    flag('timeout', 'duration', 'how long to wait; 0 is without end', '0s'),
    flag('watch w', 'bool', 'until it is done', 'true'),
  ],
  run: runStatus,
};

interface Progress {
  text: string;
  done: boolean;
}

async function runStatus(call: Call): Promise<void> {
  const { session, flags } = call;
  const timeout = flags.duration('timeout') || 7 * 24 * 3_600_000;
  for (const workload of await workloads(call)) {
    const view = VIEWS[workload.resource.kind];
    if (!view) throw new KubectlError(`error: no status viewer has been implemented for ${kindOf(workload)}`);
    const met = await awaitObject(session, workload, flags.bool('watch') ? timeout : 0, (object) => {
      if (!object) throw new KubectlError('error: object has been deleted');
      const progress = view({ ...object, kind: workload.resource.kind }, flags.int('revision'));
      session.out(progress.text);
      return progress.done;
    });
    if (met === 'timeout' && flags.bool('watch'))
      throw new KubectlError('error: timed out waiting for the condition');
  }
}

/** `Job.batch`, `ConfigMap`. */
function kindOf({ resource: { kind, group } }: Workload): string {
  return group === '' ? kind : `${kind}.${group}`;
}

type View = (object: KubeObject, revision: number) => Progress;

const VIEWS: Record<string, View> = {
  Deployment: deploymentProgress,
  DaemonSet: daemonSetProgress,
  StatefulSet: statefulSetProgress,
};

const waiting = (text: string): Progress => ({ text: `${text}\n`, done: false });
const done = (text: string): Progress => ({ text: `${text}\n`, done: true });

const unobserved = (object: KubeObject): boolean =>
  numberAt(object, 'metadata', 'generation') > numberAt(object, 'status', 'observedGeneration');

function deploymentProgress(object: KubeObject, revision: number): Progress {
  const name = nameOf(object);
  if (revision > 0) {
    const now = object.metadata?.annotations?.['deployment.kubernetes.io/revision'];
    if (Number(now) !== revision) {
      throw new KubectlError(
        `error: desired revision (${revision}) is different from the running revision (${now})`,
      );
    }
  }
  if (unobserved(object)) return waiting('Waiting for deployment spec update to be observed...');
  const progressing = listAt(object, 'status', 'conditions').find((one) => one.type === 'Progressing');
  if (textAt(progressing, 'reason') === 'ProgressDeadlineExceeded') {
    throw new KubectlError(`error: deployment ${JSON.stringify(name)} exceeded its progress deadline`);
  }
  const count = (field: string) => numberAt(object, 'status', field);
  const wanted = Number(at(object, 'spec', 'replicas') ?? 1);
  const head = `Waiting for deployment "${name}" rollout to finish:`;
  if (count('updatedReplicas') < wanted) {
    return waiting(`${head} ${count('updatedReplicas')} out of ${wanted} new replicas have been updated...`);
  }
  if (count('replicas') > count('updatedReplicas')) {
    return waiting(
      `${head} ${count('replicas') - count('updatedReplicas')} old replicas are pending termination...`,
    );
  }
  if (count('availableReplicas') < count('updatedReplicas')) {
    return waiting(
      `${head} ${count('availableReplicas')} of ${count('updatedReplicas')} updated replicas are available...`,
    );
  }
  return done(`deployment "${name}" successfully rolled out`);
}

function daemonSetProgress(object: KubeObject): Progress {
  if (textAt(object, 'spec', 'updateStrategy', 'type') !== 'RollingUpdate') {
    throw new KubectlError('error: rollout status is only available for RollingUpdate strategy type');
  }
  const name = nameOf(object);
  if (unobserved(object)) return waiting('Waiting for daemon set spec update to be observed...');
  const count = (field: string) => numberAt(object, 'status', field);
  const head = `Waiting for daemon set "${name}" rollout to finish:`;
  const wanted = count('desiredNumberScheduled');
  if (count('updatedNumberScheduled') < wanted) {
    return waiting(
      `${head} ${count('updatedNumberScheduled')} out of ${wanted} new pods have been updated...`,
    );
  }
  if (count('numberAvailable') < wanted) {
    return waiting(`${head} ${count('numberAvailable')} of ${wanted} updated pods are available...`);
  }
  return done(`daemon set "${name}" successfully rolled out`);
}

function statefulSetProgress(object: KubeObject): Progress {
  if (textAt(object, 'spec', 'updateStrategy', 'type') !== 'RollingUpdate') {
    throw new KubectlError('error: rollout status is only available for RollingUpdate strategy type');
  }
  if (unobserved(object) || numberAt(object, 'status', 'observedGeneration') === 0) {
    return waiting('Waiting for statefulset spec update to be observed...');
  }
  const count = (field: string) => numberAt(object, 'status', field);
  const wanted = Number(at(object, 'spec', 'replicas') ?? 1);
  if (count('readyReplicas') < wanted)
    return waiting(`Waiting for ${wanted - count('readyReplicas')} pods to be ready...`);
  if (at(object, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') !== undefined) {
    const partition = numberAt(object, 'spec', 'updateStrategy', 'rollingUpdate', 'partition');
    if (count('updatedReplicas') < wanted - partition) {
      return waiting(
        `Waiting for partitioned roll out to finish: ${count('updatedReplicas')} out of ${wanted - partition} new pods have been updated...`,
      );
    }
    return done(`partitioned roll out complete: ${count('updatedReplicas')} new pods have been updated...`);
  }
  const revision = textAt(object, 'status', 'updateRevision');
  if (revision !== textAt(object, 'status', 'currentRevision')) {
    return waiting(
      `waiting for statefulset rolling update to complete ${count('updatedReplicas')} pods at revision ${revision}...`,
    );
  }
  return done(
    `statefulset rolling update complete ${count('currentReplicas')} pods at revision ${textAt(object, 'status', 'currentRevision')}...`,
  );
}
