import type { Command } from '../command.ts';

export const rollout: Command = {
  usage: 'rollout SUBCOMMAND',
  summary: 'Manage the rollout of a resource',
  flags: [],
  subcommands: {
    history: async () => (await import('./rollout/history.ts')).history,
    pause: async () => (await import('./rollout/pause.ts')).pause,
    restart: async () => (await import('./rollout/restart.ts')).restart,
    resume: async () => (await import('./rollout/pause.ts')).resume,
    status: async () => (await import('./rollout/status.ts')).status,
    undo: async () => (await import('./rollout/undo.ts')).undo,
  },
};
