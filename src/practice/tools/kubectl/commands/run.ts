import { resourcePath } from '../api/discovery.ts';
import { type Dict, type KubeObject, nameOf } from '../api/objects.ts';
import { dryRunOf, OUTPUT, WRITE } from '../args/common.ts';
import { absent, type Flags, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError, usageError } from '../errors.ts';
import { createAndPrint, postObject } from '../resources/submit.ts';
import { parseLabels } from './create/shared.ts';

export const run: Command = {
  usage:
    'run NAME --image=IMAGE [--env="KEY=VALUE"] [--port=PORT] [-it] [--rm] [--restart=Never] [flags] [-- COMMAND… | ARGS…]',
  summary: 'Run a particular image on the cluster',
  flags: [
    ...OUTPUT,
    ...WRITE,
    flag('annotations', 'array', 'an annotation of the pod: KEY=VALUE'),
    flag('attach', 'bool', 'wait until it runs, and show what it writes'),
    flag('command', 'bool', 'what follows -- is the command, not its arguments'),
    flag('env', 'array', 'a variable: KEY=VALUE'),
    flag('expose', 'bool', 'make a ClusterIP service too'),
    flag('force', 'bool'),
    flag('grace-period', 'int', undefined, '-1'),
    flag('image', 'string', 'the image to run'),
    flag('image-pull-policy', 'string', 'Always, IfNotPresent or Never'),
    flag('labels l', 'string', 'labels of the pod: app=web,tier=front'),
    flag('leave-stdin-open', 'bool'),
    absent('override-type', 'string', '--overrides merges as JSON does.'),
    flag('overrides', 'string', 'JSON that is merged into the pod'),
    flag('pod-running-timeout', 'duration', undefined, '1m0s'),
    flag('port', 'string', 'the port that the container listens at'),
    flag('privileged', 'bool', 'run it privileged'),
    flag('quiet q', 'bool', 'say nothing but what the container says'),
    flag('restart', 'string', 'Always, OnFailure or Never', 'Always'),
    flag('rm', 'bool', 'delete the pod when it ends'),
    flag('save-config', 'bool'),
    flag('stdin i', 'bool', 'keep standard input of the container open'),
    flag('timeout', 'duration', undefined, '0s'),
    flag('tty t', 'bool', 'give the container a terminal'),
    flag('wait', 'bool'),
  ],
  required: ['image'],
  run: runPod,
};

async function runPod(call: Call): Promise<void> {
  const { session, flags, args, beforeDash } = call;
  const [name] = args;
  if (name === undefined || beforeDash === 0) throw usageError('run', 'NAME is required for run');
  if (beforeDash === undefined ? false : beforeDash > 1)
    throw usageError('run', `unexpected arguments before --: [${args.slice(1, beforeDash).join(' ')}]`);
  if (flags.string('image') === '') throw new KubectlError('error: --image is required');
  if (/\s|^[-/]|[A-Z](?=[^:]*\/)/.test(flags.string('image'))) {
    throw new KubectlError(`error: Invalid image name "${flags.string('image')}": invalid reference format`);
  }
  const interactive = flags.bool('stdin') || flags.bool('tty');
  const attached = flags.changed('attach') ? flags.bool('attach') : interactive;
  const dryRun = dryRunOf(flags);
  if (flags.bool('tty') && !flags.bool('stdin'))
    throw usageError('run', '-i/--stdin is required for containers with -t/--tty=true');
  if (flags.bool('rm') && !attached)
    throw usageError('run', '--rm should only be used for attached containers');
  if (attached && dryRun !== 'none')
    throw usageError(
      'run',
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    );
  if (!['Always', 'OnFailure', 'Never'].includes(flags.string('restart'))) {
    throw new KubectlError(`error: invalid restart policy: ${flags.string('restart')}`);
  }
  const pod = podOf(name, args.slice(1), flags, session.namespaceEnforced ? session.namespace : undefined);
  const pods = await session.discovery.resolve('pods');
  if (flags.bool('expose')) await exposeIt(call, pod);
  if (!attached) {
    await createAndPrint(session, flags, pods, pod);
    return;
  }
  const created = await postObject(session, flags, pods, pod);
  const { attachAndFollow } = await import('./run/attached.ts');
  await attachAndFollow(call, created, resourcePath(pods, created.metadata?.namespace, nameOf(created)));
}

function podOf(
  name: string,
  words: readonly string[],
  flags: Flags,
  namespace: string | undefined,
): KubeObject {
  const labels = flags.string('labels') ? parseLabels(flags.string('labels')) : { run: name };
  const port = flags.string('port');
  if (port !== '' && !/^\d+$/.test(port)) {
    throw new KubectlError(`error: strconv.ParseInt: parsing "${port}": invalid syntax`);
  }
  const container: Dict = {
    name,
    image: flags.string('image'),
    ...(words.length > 0 ? { [flags.bool('command') ? 'command' : 'args']: words } : {}),
    ...(port ? { ports: [{ containerPort: Number(port) }] } : {}),
    ...(flags.list('env').length > 0 ? { env: flags.list('env').map(variable) } : {}),
    resources: {},
    ...(flags.string('image-pull-policy') ? { imagePullPolicy: flags.string('image-pull-policy') } : {}),
    ...(flags.bool('privileged') ? { securityContext: { privileged: true } } : {}),
    ...(flags.bool('stdin') ? { stdin: true } : {}),
    ...(flags.bool('stdin') && !flags.bool('leave-stdin-open') ? { stdinOnce: true } : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
  };
  const annotations = Object.fromEntries(
    flags.list('annotations').map((one) => one.split(/=(.*)/s, 2) as [string, string]),
  );
  const pod: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(flags.changed('annotations') ? { annotations } : {}),
      creationTimestamp: null,
      labels,
      name,
      ...(namespace ? { namespace } : {}),
    },
    spec: { containers: [container], restartPolicy: flags.string('restart'), dnsPolicy: 'ClusterFirst' },
    status: {},
  };
  return flags.string('overrides')
    ? (mergeJson(pod, parseOverrides(flags.string('overrides'))) as KubeObject)
    : pod;
}

function variable(pair: string): Dict {
  const equals = pair.indexOf('=');
  if (equals < 1) throw new KubectlError(`error: invalid env: ${pair}`);
  return { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
}

function parseOverrides(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new KubectlError(
      `error: invalid character in --overrides, which must be JSON: ${(error as Error).message}`,
    );
  }
}

function mergeJson(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const merged: Dict =
    typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergeJson(merged[key], value);
  }
  return merged;
}

async function exposeIt({ session, flags }: Call, pod: KubeObject): Promise<void> {
  const port = Number(flags.string('port'));
  if (!port) throw new KubectlError('error: --port must be set when exposing a service');
  const labels = pod.metadata?.labels ?? {};
  const service: KubeObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { creationTimestamp: null, ...(flags.string('labels') ? { labels } : {}), name: nameOf(pod) },
    spec: { ports: [{ protocol: 'TCP', port, targetPort: port }], selector: labels },
    status: { loadBalancer: {} },
  };
  await createAndPrint(session, flags, await session.discovery.resolve('services'), service);
  if (dryRunOf(flags) !== 'none' && flags.string('output') === 'yaml') session.out('---\n---\n');
}
