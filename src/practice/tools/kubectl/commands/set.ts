import type { Command } from '../command.ts';
import { KubectlError } from '../errors.ts';

export const set: Command = {
  usage: 'set SUBCOMMAND',
  summary: 'Set specific features on objects',
  flags: [],
  subcommands: {
    env: async () => (await import('./set/env.ts')).env,
    image: async () => (await import('./set/image.ts')).image,
    resources: async () => (await import('./set/resources.ts')).resources,
  },
  async run({ session, args }) {
    if (args.length > 0) {
      throw new KubectlError(
        `error: unknown command "${args.join(' ')}"\nSee 'kubectl set -h' for help and examples`,
      );
    }
    session.out((await import('../help.ts')).help(set, 'set'));
  },
};
