import type { ContainerInfo, NetworkInfo, VolumeInfo } from '../../../engine/containers/api.ts';
import { option } from '../args/flags.ts';
import type { Command, CommandCall } from '../command.ts';
import { containerJson, networkJson, volumeJson } from '../containers/inspect-json.ts';
import type { EngineClient } from '../engine-client.ts';
import { DaemonError, DockerError } from '../errors.ts';
import { compileTemplate } from '../render/template.ts';

const format = option(
  'format f',
  'string',
  "Format output using a custom template: 'json', or a Go template",
);
const size = option('size s', 'bool', 'Display total file sizes if the type is container');
const atLeastOne = { min: 1, max: Number.POSITIVE_INFINITY };

type Find = (engine: EngineClient, name: string, withSize: boolean) => Promise<unknown>;

/** In the order in which a name is looked for. */
const kinds: Readonly<Record<string, Find>> = {
  async container(engine, name, withSize) {
    const info = await engine.get<ContainerInfo>('containers/inspect', { name });
    if (!withSize) return containerJson(info);
    const all = await engine.get<ContainerInfo[]>('containers', { size: '1' });
    return containerJson(all.find(({ id }) => id === info.id) ?? info);
  },
  image: (engine, name) => engine.get('images/inspect', { name }),
  network: async (engine, name) => networkJson(await engine.get<NetworkInfo>('networks/inspect', { name })),
  volume: async (engine, name) => volumeJson(await engine.get<VolumeInfo>('volumes/inspect', { name })),
};

export const inspect: Command = {
  usage: 'inspect [OPTIONS] NAME|ID [NAME|ID...]',
  summary: 'Return low-level information on Docker objects',
  options: [format, size, option('type', 'string', 'Only inspect objects of the given type')],
  args: atLeastOne,
  async run(call) {
    const type = call.flags.string('type');
    const find = type === undefined ? anything : Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    if (!find)
      throw new DockerError(
        `unknown type: "${type}": must be one of ${Object.keys(kinds)
          .map((kind) => `"${kind}"`)
          .join(', ')}`,
      );
    return show(call, find, (name) =>
      type === undefined ? `Error: No such object: ${name}` : `Error: No such ${type}: ${name}`,
    );
  },
};

const anything: Find = async (engine, name, withSize) => {
  for (const find of Object.values(kinds)) {
    try {
      return await find(engine, name, withSize);
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
    }
  }
  throw new DaemonError(404, `No such object: ${name}`);
};

const fromDaemon = (_name: string, message: string) => `Error response from daemon: ${message}`;

function ofKind(kind: 'container' | 'image' | 'network' | 'volume', summary: string): Command {
  const what = kind.toUpperCase();
  return {
    usage: `${kind} inspect [OPTIONS] ${what} [${what}...]`,
    summary,
    options: kind === 'container' ? [format, size] : [format],
    args: atLeastOne,
    run: (call) => show(call, kinds[kind] as Find, fromDaemon),
  };
}

export const imageInspect = ofKind('image', 'Display detailed information on one or more images');
export const containerInspect = ofKind('container', 'Display detailed information on one or more containers');
export const networkInspect = ofKind('network', 'Display detailed information on one or more networks');
export const volumeInspect = ofKind('volume', 'Display detailed information on one or more volumes');

/** Prints what exists, then says what does not. */
async function show(
  { flags, args, streams, engine }: CommandCall,
  find: Find,
  complain: (name: string, message: string) => string,
): Promise<number> {
  const found: unknown[] = [];
  const errors: string[] = [];
  for (const name of args) {
    try {
      found.push(await find(engine, name, flags.bool('size')));
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
