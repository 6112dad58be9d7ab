import { flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { CREATE_FLAGS, containerName, createOr, metadataOf, nameArgument } from './shared.ts';

export const deployment: Command = {
  usage: 'create deployment NAME --image=IMAGE [--replicas=N] [--port=N] [-- COMMAND [ARGS…]]',
  summary: 'Create a deployment with the specified name',
  flags: [
    ...CREATE_FLAGS,
    flag('image', 'list', 'the image to run; several make several containers'),
    flag('port', 'int', 'the port that the container listens at', '-1'),
    flag('replicas r', 'int', 'how many pods', '1'),
  ],
  required: ['image'],
  run: createDeployment,
};

async function createDeployment(call: Call): Promise<void> {
  const { session, flags, args, beforeDash } = call;
  const name = nameArgument(call, 'deployment');
  const images = flags.list('image');
  const command = beforeDash === undefined ? [] : args.slice(beforeDash);
  if (images.length > 1 && command.length > 0) {
    throw new KubectlError('error: cannot specify multiple --image options and command');
  }
  if (flags.int('replicas') < 0)
    throw new KubectlError(`error: --replicas must be greater than or equal to 0`);
  const labels = { app: name };
  const port = flags.int('port');
  const containers = images.map((image, index) => ({
    name: containerName(image),
    image,
    ...(command.length > 0 ? { command } : {}),
    ...(index === 0 && port >= 0 ? { ports: [{ containerPort: port }] } : {}),
    resources: {},
  }));
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadataOf(call, name, labels) ?? {},
    spec: {
      replicas: flags.int('replicas'),
      selector: { matchLabels: labels },
      template: { metadata: { creationTimestamp: null, labels }, spec: { containers } },
      strategy: {},
    },
    status: {},
  };
  await createOr(
    call,
    await session.discovery.resolve('deployments.apps'),
    object,
    'failed to create deployment:',
  );
}
