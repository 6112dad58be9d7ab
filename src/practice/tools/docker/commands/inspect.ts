import { option } from '../args/flags.ts';
import type { Command, CommandCall } from '../command.ts';
import { DaemonError, DockerError } from '../errors.ts';
import { compileTemplate } from '../render/template.ts';

const format = option(
  'format f',
  'string',
  "Format output using a custom template: 'json', or a Go template",
);

export const inspect: Command = {
  usage: 'inspect [OPTIONS] NAME|ID [NAME|ID...]',
  summary: 'Return low-level information on Docker objects',
  options: [
    format,
    option('size s', 'bool', 'Display total file sizes if the type is container'),
    option('type', 'string', 'Only inspect objects of the given type'),
  ],
  args: { min: 1, max: Number.POSITIVE_INFINITY },
  async run(call) {
    const type = call.flags.string('type');
    if (type !== undefined && type !== 'image') {
      throw new DockerError(
        `"${type}" is not here: the practice cluster's docker has images; see kubectl for the rest`,
      );
    }
    return show(call, (name) => `Error: No such object: ${name}`);
  },
};

export const imageInspect: Command = {
  usage: 'image inspect [OPTIONS] IMAGE [IMAGE...]',
  summary: 'Display detailed information on one or more images',
  options: [format],
  args: { min: 1, max: Number.POSITIVE_INFINITY },
  run: (call) => show(call, (_name, message) => `Error response from daemon: ${message}`),
};

/** Prints what exists, then says what does not. */
async function show(
  { flags, args, streams, engine }: CommandCall,
  complain: (name: string, message: string) => string,
): Promise<number> {
  const found: unknown[] = [];
  const errors: string[] = [];
  for (const name of args) {
    try {
      found.push(await engine.get('images/inspect', { name }));
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
      errors.push(`${complain(name, error.message)}\n`);
    }
  }
  const template = flags.string('format');
  if (template === 'json') streams.out(`${JSON.stringify(found)}\n`);
  else if (template === undefined)
    streams.out(`${found.length > 0 ? JSON.stringify(found, undefined, 4) : '[]'}\n`);
  else {
    const render = compileTemplate(template);
    streams.out(found.map((one) => `${render(one)}\n`).join(''));
  }
  streams.err(errors.join(''));
  return errors.length > 0 ? 1 : 0;
}
