import type { Command } from '../command.ts';
import { DockerError } from '../errors.ts';
import { checkedName } from '../names.ts';

export const tag: Command = {
  usage: 'tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
  summary: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
  aliases: ['image tag', 'tag'],
  options: [],
  args: { min: 2, max: 2 },
  async run({ args: [source = '', target = ''], engine }) {
    try {
      checkedName(target);
    } catch (error) {
      throw new DockerError(
        `Error parsing reference: "${target}" is not a valid repository/tag: ${(error as Error).message}`,
      );
    }
    await engine.post('images/tag', { source, target });
    return 0;
  },
};
