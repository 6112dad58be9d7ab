import path from 'node:path';
import { humanSize } from '../../../../engine/sizes.ts';
import { option } from '../../args/flags.ts';
import type { Command } from '../../command.ts';
import { DockerError } from '../../errors.ts';

export const cp: Command = {
  usage: 'cp [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n\tdocker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH',
  summary: 'Copy files/folders between a container and the local filesystem',
  aliases: ['container cp', 'cp'],
  options: [
    option('archive a', 'bool', 'Archive mode (copy all uid/gid information)'),
    option('follow-link L', 'bool', 'Always follow symbol link in SRC_PATH'),
    option(
      'quiet q',
      'bool',
      'Suppress progress output during copy. Progress output is automatically suppressed if no terminal is attached',
    ),
  ],
  args: { min: 2, max: 2 },
  async run({ flags, args: [from = '', to = ''], streams, engine }) {
    const source = place(from);
    const target = place(to);
    if (source.container !== undefined && target.container !== undefined)
      throw new DockerError('copying between containers is not supported');
    if (source.container === undefined && target.container === undefined)
      throw new DockerError('must specify at least one container source');
    if (from === '-' || to === '-') {
      throw new DockerError(
        "docker: the practice cluster's docker copies files and folders, not archives ('-')",
      );
    }
    const direction = target.container === undefined ? 'out' : 'in';
    const inside = direction === 'in' ? target : source;
    const outside = direction === 'in' ? source.path : target.path;
    const { size } = await engine.post<{ size: number }>('containers/copy', {
      name: inside.container,
      inside: inside.path,
      outside: path.resolve(outside),
      direction,
      contentOnly: /(^|\/)\.$/.test(source.path),
      intoFolder: target.path.endsWith('/'),
    });
    if (!flags.bool('quiet') && process.stderr.isTTY) {
      const shown = direction === 'in' ? to : path.resolve(outside);
      streams.err(`Successfully copied ${humanSize(size)} to ${shown}\n`);
    }
    return 0;
  },
};

/** `NAME:PATH`; a path that begins with `/` or `.` is always this machine's. */
function place(text: string): { container: string | undefined; path: string } {
  const colon = text.indexOf(':');
  if (colon < 1 || /^[./]/.test(text)) return { container: undefined, path: text };
  return { container: text.slice(0, colon), path: text.slice(colon + 1) };
}
