import { apiRoot, resourcePath } from '../../api/discovery.ts';
import { dictAt, type KubeObject, nameOf, textAt } from '../../api/objects.ts';
import { flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { CREATE_FLAGS, createOr, metadataOf, nameArgument } from './shared.ts';

export const job: Command = {
  usage: 'create job NAME --image=IMAGE [--from=cronjob/NAME] [-- COMMAND [ARGS…]]',
  summary: 'Create a job with the specified name',
  flags: [
    ...CREATE_FLAGS,
    flag('image', 'string', 'the image to run'),
    flag('from', 'string', 'the cron job to make a job of: cronjob/NAME'),
  ],
  run: createJob,
};

export const cronjob: Command = {
  usage: 'create cronjob NAME --image=IMAGE --schedule="0/5 * * * ?" [-- COMMAND [ARGS…]]',
  summary: 'Create a cron job with the specified name',
  flags: [
    ...CREATE_FLAGS,
    flag('image', 'string', 'the image to run'),
    flag('schedule', 'string', 'when, as cron writes it'),
    flag('restart', 'string', 'OnFailure or Never', 'OnFailure'),
  ],
  required: ['image', 'schedule'],
  run: createCronJob,
};

const commandOf = ({ args, beforeDash }: Call) => {
  const command = beforeDash === undefined ? [] : args.slice(beforeDash);
  return command.length > 0 ? { command } : {};
};

async function createJob(call: Call): Promise<void> {
  const { session, flags } = call;
  const name = nameArgument(call, 'job');
  const [image, from] = [flags.string('image'), flags.string('from')];
  if ((image === '') === (from === ''))
    throw new KubectlError('error: either --image or --from must be specified');
  const body = from ? await fromCronJob(call, name, from) : jobOf(call, name, image);
  await createOr(call, await session.discovery.resolve('jobs.batch'), body, 'failed to create job:');
}

function jobOf(call: Call, name: string, image: string): KubeObject {
  const container = { name, image, ...commandOf(call), resources: {} };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadataOf(call, name) ?? {},
    spec: {
      template: {
        metadata: { creationTimestamp: null },
        spec: { containers: [container], restartPolicy: 'Never' },
      },
    },
    status: {},
  };
}

async function fromCronJob(call: Call, name: string, from: string): Promise<KubeObject> {
  const [type = '', source, ...rest] = from.split('/');
  if (source === undefined || rest.length > 0)
    throw new KubectlError('error: arguments in resource/name form must have a single resource and name');
  const resource = await call.session.discovery.resolve(type);
  if (resource.kind !== 'CronJob') throw new KubectlError(`error: from must be an existing cronjob`);
  const cron = await call.session.client.get<KubeObject>(
    resourcePath(resource, call.session.namespace, source),
  );
  const template = dictAt(cron, 'spec', 'jobTemplate');
  const annotations = {
    'cronjob.kubernetes.io/instantiate': 'manual',
    ...dictAt(template, 'metadata', 'annotations'),
  };
  const labels = dictAt(template, 'metadata', 'labels') as Record<string, string>;
  const owner = {
    apiVersion: apiRoot(resource.group, resource.version).slice(6),
    kind: 'CronJob',
    name: nameOf(cron),
    uid: textAt(cron, 'metadata', 'uid'),
    controller: true,
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...metadataOf(call, name, Object.keys(labels).length > 0 ? labels : undefined),
      annotations: annotations as Record<string, string>,
      ownerReferences: [owner],
    },
    spec: template.spec,
    status: {},
  };
}

async function createCronJob(call: Call): Promise<void> {
  const { session, flags } = call;
  const name = nameArgument(call, 'cronjob');
  const container = { name, image: flags.string('image'), ...commandOf(call), resources: {} };
  const object: KubeObject = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadataOf(call, name) ?? {},
    spec: {
      schedule: flags.string('schedule'),
      jobTemplate: {
        metadata: { name, creationTimestamp: null },
        spec: {
          template: {
            metadata: { creationTimestamp: null },
            spec: { containers: [container], restartPolicy: flags.string('restart') },
          },
        },
      },
    },
    status: {},
  };
  const resource = { ...(await session.discovery.resolve('jobs.batch')), name: 'cronjobs', kind: 'CronJob' };
  await createOr(call, resource, object, 'failed to create cronjob:');
}
