import { type KubeObject, nameOf } from '../api/objects.ts';
import { FILES, OUTPUT, WRITE } from '../args/common.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { fetchObjects, select } from '../resources/selection.ts';
import { createAndPrint } from '../resources/submit.ts';

export const autoscale: Command = {
  usage:
    'autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu-percent=CPU] [flags]',
  summary: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  flags: [
    ...FILES,
    ...OUTPUT,
    ...WRITE,
    flag('cpu-percent', 'int', 'the CPU use to aim at, of what is requested', '-1'),
    flag('max', 'int', 'at most so many pods', '-1'),
    flag('min', 'int', 'at least so many pods', '-1'),
    flag('name', 'string', 'the name of the autoscaler'),
    flag('save-config', 'bool'),
  ],
  required: ['max'],
  run: runAutoscale,
};

async function runAutoscale({ session, flags, args }: Call): Promise<void> {
  const [min, max] = [flags.int('min'), flags.int('max')];
  if (max < 1) throw new KubectlError(`error: --max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min) {
    throw new KubectlError(
      `error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`,
    );
  }
  const { targets } = await select(session, args, {
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
  });
  const autoscalers = await session.discovery.resolve('horizontalpodautoscalers.v2.autoscaling');
  for (const target of targets) {
    for (const object of await fetchObjects(session, target, {})) {
      const { apiVersion = '', kind = target.resource.kind } = object;
      const scaler: KubeObject = {
        kind: 'HorizontalPodAutoscaler',
        apiVersion: 'autoscaling/v2',
        metadata: { name: flags.string('name') || nameOf(object), creationTimestamp: null },
        spec: {
          scaleTargetRef: { kind, name: nameOf(object), apiVersion },
          ...(min > 0 ? { minReplicas: min } : {}),
          maxReplicas: max,
          ...(flags.int('cpu-percent') >= 0 ? { metrics: [cpuMetric(flags.int('cpu-percent'))] } : {}),
        },
        status: { desiredReplicas: 0, currentMetrics: null },
      };
      if (session.namespaceEnforced) scaler.metadata = { ...scaler.metadata, namespace: session.namespace };
      await createAndPrint(session, flags, autoscalers, scaler, 'autoscaled');
    }
  }
}

const cpuMetric = (percent: number) => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent } },
});
