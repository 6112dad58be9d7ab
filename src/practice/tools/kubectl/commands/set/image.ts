import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { changeContainers, SET_FLAGS, splitPairs } from './shared.ts';

export const image: Command = {
  usage: 'set image (-f FILENAME | TYPE NAME | TYPE/NAME) CONTAINER=IMAGE… [flags]',
  summary: 'Update the image of a pod template',
  flags: SET_FLAGS,
  run: setImage,
};

async function setImage(call: Call): Promise<void> {
  const { resources, pairs } = splitPairs(call.args, (arg) => arg.includes('='));
  if (resources.length === 0 && call.flags.list('filename').length === 0) {
    throw new KubectlError(
      'error: one or more resources must be specified as <resource> <name> or <resource>/<name>',
    );
  }
  if (pairs.length === 0) throw new KubectlError('error: at least one image update is required');
  const updates = pairs.map((pair) => {
    const equals = pair.indexOf('=');
    const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
    if (value === '')
      throw new KubectlError(`error: invalid image name "${value}": invalid reference format`);
    return { name, value };
  });
  await changeContainers({ ...call, args: resources }, 'image updated', ({ containers, initContainers }) => {
    const unknown: string[] = [];
    for (const { name, value } of updates) {
      const all = [...initContainers, ...containers];
      const wanted = name === '*' ? all : all.filter((container) => container.name === name);
      if (wanted.length === 0) unknown.push(`unable to find container named "${name}"`);
      for (const container of wanted) container.image = value;
    }
    if (unknown.length > 0) throw new KubectlError(unknown.map((text) => `error: ${text}`).join('\n'));
  });
}
