import type { Command } from '../command.ts';

export const set: Command = {
  usage: 'set SUBCOMMAND',
  summary: 'Set specific features on objects',
  flags: [],
  subcommands: {
    env: async () => (await import('./set/env.ts')).env,
    image: async () => (await import('./set/image.ts')).image,
    resources: async () => (await import('./set/resources.ts')).resources,
    selector: async () => (await import('./set/fields.ts')).selector,
    serviceaccount: async () => (await import('./set/fields.ts')).serviceAccount,
    sa: async () => (await import('./set/fields.ts')).serviceAccount,
    subject: async () => (await import('./set/fields.ts')).subject,
  },
};
