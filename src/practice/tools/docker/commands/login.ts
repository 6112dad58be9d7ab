import { option } from '../args/flags.ts';
import type { Command } from '../command.ts';

/** The registries of a practice cluster ask nobody who they are, so there is nothing to remember. */
export const login: Command = {
  usage: 'login [OPTIONS] [SERVER]',
  summary: 'Authenticate to a registry',
  options: [
    option('password p', 'string', 'Password or Personal Access Token (PAT)'),
    option('password-stdin', 'bool', 'Take the Password or Personal Access Token (PAT) from stdin'),
    option('username u', 'string', 'Username'),
  ],
  args: { min: 0, max: 1 },
  async run({ args: [server], streams }) {
    streams.err(
      `docker login is not needed here: ${server ?? 'the practice cluster'} takes images from everyone, and no password is kept. A registry of your own at 127.0.0.1:PORT is all that a workshop pushes to.\n`,
    );
    return 0;
  },
};

export const logout: Command = {
  usage: 'logout [SERVER]',
  summary: 'Log out from a registry',
  options: [],
  args: { min: 0, max: 1 },
  async run({ args: [server = 'https://index.docker.io/v1/'], streams }) {
    streams.out(`Removing login credentials for ${server}\n`);
    return 0;
  },
};
