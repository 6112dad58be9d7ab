import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { type Containers, changeContainers, SET_FLAGS, splitPairs } from './shared.ts';

export const image: Command = {
  usage: 'set image (-f FILENAME | TYPE NAME | TYPE/NAME) CONTAINER=IMAGE… [flags]',
  summary: 'Update the image of a pod template',
  flags: SET_FLAGS,
  run: setImage,
};

async function setImage(call: Call): Promise<void> {
  const { resources, pairs } = splitPairs(call.args, (arg) => arg.includes('='));
  await changeContainers({ ...call, args: resources }, 'image updated', () => {
    if (pairs.length === 0) throw new KubectlError('error: at least one image update is required');
    return (containers) => applyImages(containers, pairs);
  });
}

function applyImages({ containers, initContainers }: Containers, pairs: readonly string[]): void {
  const unknown: string[] = [];
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const [name, image] = [pair.slice(0, equals), pair.slice(equals + 1)];
    const all = [...initContainers, ...containers];
    const wanted = name === '*' ? all : all.filter((container) => container.name === name);
    if (wanted.length === 0) unknown.push(`error: unable to find container named "${name}"`);
    for (const container of wanted) container.image = image;
  }
  if (unknown.length > 0) throw new KubectlError(unknown.join('\n'));
}
