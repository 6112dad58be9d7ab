import { groupVersion } from '../api/discovery.ts';
import type { Command } from '../command.ts';
import { KubectlError } from '../errors.ts';

export const apiVersions: Command = {
  usage: 'api-versions',
  summary: 'Print the supported API versions on the server, in the form of "group/version"',
  flags: [],
  async run({ session, args }) {
    if (args.length > 0)
      throw new KubectlError(
        `error: unexpected arguments: [${args.join(' ')}]\nSee 'kubectl api-versions -h' for help and examples`,
      );
    const groups = await session.discovery.groups();
    const names = groups.flatMap(({ group, versions }) =>
      versions.map((version) => groupVersion({ group, version })),
    );
    session.out(
      names
        .sort()
        .map((name) => `${name}\n`)
        .join(''),
    );
  },
};
