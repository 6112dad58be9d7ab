import { flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { CREATE_FLAGS, createOr, metadataOf, nameArgument, parseLabels } from './shared.ts';

export const podDisruptionBudget: Command = {
  usage:
    'create poddisruptionbudget NAME --selector=LABELS (--min-available=N | --max-unavailable=N) [flags]',
  summary: 'Create a pod disruption budget with the specified name',
  flags: [
    ...CREATE_FLAGS,
    flag('selector', 'string', 'the labels of its pods: app=web'),
    flag('min-available', 'string', 'how many pods must stay, a number or a percentage'),
    flag('max-unavailable', 'string', 'how many pods may be missing, a number or a percentage'),
  ],
  run: createBudget,
};

async function createBudget(call: Call): Promise<void> {
  const { flags, session } = call;
  const name = nameArgument(call, 'poddisruptionbudget');
  const [selector, min, max] = ['selector', 'min-available', 'max-unavailable'].map((one) =>
    flags.string(one),
  );
  if (!selector) throw new KubectlError('error: a selector must be specified');
  if (!min && !max) {
    throw new KubectlError('error: one of min-available or max-unavailable must be specified');
  }
  if (min && max) {
    throw new KubectlError('error: min-available and max-unavailable cannot be both specified');
  }
  const object = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadataOf(call, name) ?? {},
    spec: {
      ...(max ? { maxUnavailable: amount(max) } : { minAvailable: amount(min ?? '') }),
      selector: { matchLabels: parseLabels(selector) },
    },
    status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
  };
  const resource = await session.discovery.resolve('poddisruptionbudgets.policy');
  await createOr(call, resource, object, 'failed to create poddisruptionbudgets:');
}

const amount = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

export const priorityClass: Command = {
  usage: 'create priorityclass NAME --value=N [--global-default] [--description=TEXT] [flags]',
  summary: 'Create a priority class with the specified name',
  flags: [
    ...CREATE_FLAGS,
    flag('value', 'int', 'the priority'),
    flag('global-default', 'bool', 'the class of pods that name none'),
    flag('description', 'string', 'what it is for'),
    flag('preemption-policy', 'string', 'PreemptLowerPriority or Never', 'PreemptLowerPriority'),
  ],
  async run(call) {
    const { flags, session } = call;
    const name = nameArgument(call, 'priorityclass');
    const object = {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { creationTimestamp: null, name },
      value: flags.int('value'),
      ...(flags.bool('global-default') ? { globalDefault: true } : {}),
      ...(flags.string('description') ? { description: flags.string('description') } : {}),
      preemptionPolicy: flags.string('preemption-policy'),
    };
    const resource = await session.discovery.resolve('priorityclasses.scheduling.k8s.io');
    await createOr(call, resource, object, 'failed to create priorityclass:');
  },
};
