import { type Dict, dictAt } from '../../api/objects.ts';
import { flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { changeContainers, matching, SET_FLAGS } from './shared.ts';

export const resources: Command = {
  usage: 'set resources (TYPE NAME | TYPE/NAME) [--limits=cpu=1,memory=1Gi] [--requests=…] [flags]',
  summary: 'Update resource requests/limits on objects with pod templates',
  flags: [
    ...SET_FLAGS,
    flag('containers c', 'string', 'the containers, by name or with *', '*'),
    flag('limits', 'string', 'what it may use at most: cpu=1,memory=1Gi'),
    flag('requests', 'string', 'what is kept free for it: cpu=100m,memory=256Mi'),
  ],
  run: setResources,
};

async function setResources(call: Call): Promise<void> {
  const { flags } = call;
  await changeContainers(call, 'resource requirements updated', () => {
    const limits = parse(flags.string('limits'));
    const requests = parse(flags.string('requests'));
    if (!limits && !requests) {
      throw new KubectlError(
        'error: you must specify an update to requests or limits (in the form of --requests/--limits)',
      );
    }
    return ({ containers }) => {
      for (const container of matching(containers, flags.string('containers'))) {
        const now = dictAt(container, 'resources');
        container.resources = {
          ...now,
          ...(limits ? { limits: { ...dictAt(now, 'limits'), ...limits } } : {}),
          ...(requests ? { requests: { ...dictAt(now, 'requests'), ...requests } } : {}),
        };
      }
    };
  });
}

function parse(text: string): Dict | undefined {
  if (text === '') return undefined;
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [key = '', value, ...rest] = part.split('=');
      if (value === undefined || rest.length > 0) {
        throw new KubectlError(`error: Invalid argument syntax ${part}, expected <resource>=<value>`);
      }
      return [key, value];
    }),
  );
}
