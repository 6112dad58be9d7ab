import type { Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { kustomize as build } from '../kustomize/build.ts';
import { toYaml } from '../printers/yaml.ts';

export const kustomize: Command = {
  usage: 'kustomize [FOLDER]',
  summary: 'Build a kustomization target from a directory',
  flags: [],
  async run({ session, args }) {
    if (args.length > 1) throw new KubectlError('error: specify one path to kustomization.yaml');
    const objects = await build(args[0] ?? '.', (text) => session.err(text));
    session.out(objects.map(toYaml).join('---\n'));
  },
};
