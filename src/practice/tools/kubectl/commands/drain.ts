import { setTimeout as sleep } from 'node:timers/promises';
import { resourcePath } from '../api/discovery.ts';
import { type KubeObject, listAt, nameOf, textAt } from '../api/objects.ts';
import { DRY_RUN, dryRunOf, operation, SELECTOR } from '../args/common.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { isNotFound, KubectlError, StatusError, usageError } from '../errors.ts';
import { awaitObject } from '../resources/await.ts';
import { fetchList, fetchObjects, select } from '../resources/selection.ts';
import { setUnschedulable } from './cordon.ts';

export const drain: Command = {
  usage: 'drain NODE [flags]',
  summary: 'Drain node in preparation for maintenance',
  flags: [
    DRY_RUN,
    SELECTOR,
    flag('chunk-size', 'int'),
    flag('delete-emptydir-data', 'bool', 'even where pods lose data with it'),
    flag('disable-eviction', 'bool', 'delete pods without asking disruption budgets'),
    flag('force', 'bool', 'even pods that nothing makes again'),
    flag('grace-period', 'int', 'seconds to end in', '-1'),
    flag('ignore-daemonsets', 'bool', 'leave the pods of daemon sets'),
    flag('pod-selector', 'string', 'of the pods with these labels only'),
    flag('skip-wait-for-delete-timeout', 'int'),
    flag('timeout', 'duration', 'how long to wait; 0 is without end', '0s'),
  ],
  run: runDrain,
};

async function runDrain(call: Call): Promise<void> {
  const { session, flags, args } = call;
  const selector = flags.string('selector');
  if (args.length === 0 && selector === '') throw usageError('drain', 'USAGE: drain NODE [flags]');
  const { targets } = await select(session, selector ? ['nodes'] : args.map((arg) => `node/${arg}`), {
    selector,
  });
  const nodes = (
    await Promise.all(targets.map((target) => fetchObjects(session, target, { selector })))
  ).flat();
  await setUnschedulable(call, true);
  const failures: string[] = [];
  for (const node of nodes) {
    const problems = await drainNode(call, node);
    if (problems.length === 0) {
      session.out(`node/${nameOf(node)} ${operation('drained', dryRunOf(flags))}\n`);
      continue;
    }
    failures.push(...problems);
    const text = problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`;
    session.err(
      `error: unable to drain node "${nameOf(node)}" due to error: ${text}, continuing command...\n`,
    );
    session.err(`There are pending nodes to be drained:\n ${nameOf(node)}\n`);
  }
  if (failures.length > 0) throw new KubectlError(failures.join('\n'));
}

/** Empties one node; gives what stands against it, when nothing has been touched. */
async function drainNode({ session, flags }: Call, node: KubeObject): Promise<string[]> {
  const pods = await session.discovery.resolve('pods');
  const { items } = await fetchList(session, resourcePath(pods, undefined), {
    fieldSelector: `spec.nodeName=${nameOf(node)}`,
    selector: flags.string('pod-selector'),
  });
  const plan = new Map<string, string[]>();
  const warnings = new Map<string, string[]>();
  const leaving: KubeObject[] = [];
  for (const pod of items) {
    const { fatal, warning, stays } = judge(pod, (name) => flags.bool(name));
    const list = fatal ? plan : warnings;
    const message = fatal ?? warning;
    if (message)
      list.set(message, [...(list.get(message) ?? []), `${pod.metadata?.namespace}/${nameOf(pod)}`]);
    if (!stays && !fatal) leaving.push(pod);
  }
  if (plan.size > 0)
    return [...plan].map(([message, names]) => `cannot delete ${message}: ${names.join(', ')}`);
  if (warnings.size > 0) {
    session.err(
      `Warning: ${[...warnings].map(([message, names]) => `${message}: ${names.join(', ')}`).join('; ')}\n`,
    );
  }
  await Promise.all(leaving.map((pod) => evict({ session, flags }, pod)));
  return [];
}

/** What of a pod speaks against its going. */
function judge(
  pod: KubeObject,
  allowed: (flag: string) => boolean,
): { fatal?: string; warning?: string; stays?: boolean } {
  const phase = textAt(pod, 'status', 'phase');
  const ended = phase === 'Succeeded' || phase === 'Failed';
  const controller = pod.metadata?.ownerReferences?.find((one) => one.controller);
  if (pod.metadata?.annotations?.['kubernetes.io/config.mirror'] !== undefined) return { stays: true };
  if (controller?.kind === 'DaemonSet' && !ended) {
    return allowed('ignore-daemonsets')
      ? { warning: 'ignoring DaemonSet-managed Pods', stays: true }
      : { fatal: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
  }
  if (!controller && !ended) {
    if (!allowed('force'))
      return { fatal: 'cannot delete Pods that declare no controller (use --force to override)' };
    return { warning: 'deleting Pods that declare no controller' };
  }
  const keepsData = listAt(pod, 'spec', 'volumes').some((volume) => volume.emptyDir);
  if (keepsData && !ended && !allowed('delete-emptydir-data')) {
    return { fatal: 'Pods with local storage (use --delete-emptydir-data to override)' };
  }
  return {};
}

const RETRY_MS = 5_000;

async function evict({ session, flags }: Pick<Call, 'session' | 'flags'>, pod: KubeObject): Promise<void> {
  const { namespace = '', uid } = pod.metadata ?? {};
  const name = nameOf(pod);
  const dryRun = dryRunOf(flags);
  const grace = flags.int('grace-period');
  const deleteOptions = grace >= 0 ? { deleteOptions: { gracePeriodSeconds: grace } } : {};
  const resource = await session.discovery.resolve('pods');
  session.out(`${operation(`evicting pod ${namespace}/${name}`, dryRun)}\n`);
  if (dryRun !== 'none') return;
  for (;;) {
    try {
      const path = resourcePath(resource, namespace, name);
      if (flags.bool('disable-eviction'))
        await session.client.send('DELETE', path, { body: deleteOptions.deleteOptions ?? {} });
      else {
        const body = {
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name, namespace },
          ...deleteOptions,
        };
        await session.client.send('POST', `${path}/eviction`, { body });
      }
      break;
    } catch (error) {
      if (isNotFound(error)) return;
      if (!(error instanceof StatusError && error.code === 429)) throw error;
      session.err(
        `error when evicting pods/"${name}" -n "${namespace}" (will retry after 5s): ${error.message}\n`,
      );
      await sleep(RETRY_MS);
    }
  }
  const timeout = flags.duration('timeout') || 7 * 24 * 3_600_000;
  const where = { resource, namespace, name };
  const gone = await awaitObject(
    session,
    where,
    timeout,
    (object) => object === undefined || object.metadata?.uid !== uid,
  );
  if (gone === 'timeout')
    throw new KubectlError(
      `error: error when waiting for pod "${name}" terminating: global timeout reached: ${flags.string('timeout')}`,
    );
  session.out(`pod/${name} evicted\n`);
}
