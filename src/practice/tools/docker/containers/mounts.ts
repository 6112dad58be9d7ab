import path from 'node:path';
import type { MountSpec } from '../../../engine/containers/api.ts';
import { FlagError } from '../args/flags.ts';
import { DaemonError } from '../errors.ts';

/** `-v NAME:/data`, `-v ./folder:/data:ro`, `-v /data`. @throws DaemonError */
export function parseVolume(text: string): MountSpec {
  const parts = text.split(':');
  const [first = '', second, mode, ...more] = parts;
  if (more.length > 0 || parts.includes(''))
    throw new DaemonError(400, `invalid volume specification: '${text}'`);
  if (second === undefined)
    return { type: 'volume', source: '', target: first, readOnly: false, create: true };
  const modes = mode?.split(',') ?? [];
  const known = ['ro', 'rw', 'z', 'Z', 'cached', 'delegated', 'consistent', 'rshared', 'rslave', 'nocopy'];
  const stranger = modes.find((one) => !known.includes(one));
  if (stranger !== undefined) throw new DaemonError(400, `invalid mode: ${stranger}`);
  const isPath = /^[/.~]/.test(first);
  return {
    type: isPath ? 'bind' : 'volume',
    source: isPath ? path.resolve(first) : first,
    target: second,
    readOnly: modes.includes('ro'),
    create: true,
  };
}

/** `--mount type=bind,source=…,target=…,readonly`. @throws FlagError */
export function parseMount(text: string): MountSpec {
  const invalid = (message: string) =>
    new FlagError(`invalid argument "${text}" for "--mount" flag: ${message}`);
  const mount: MountSpec = { type: 'volume', source: '', target: '', readOnly: false, create: false };
  for (const field of text.split(',')) {
    const [key = '', value] = field.split('=', 2) as [string, string | undefined];
    switch (key.toLowerCase()) {
      case 'type':
        mount.type = value as MountSpec['type'];
        break;
      case 'source':
      case 'src':
        mount.source = value ?? '';
        break;
      case 'target':
      case 'dst':
      case 'destination':
        mount.target = value ?? '';
        break;
      case 'readonly':
      case 'ro':
        mount.readOnly = value === undefined || /^(1|true)$/.test(value);
        break;
      case 'bind-propagation':
      case 'volume-nocopy':
      case 'tmpfs-size':
      case 'tmpfs-mode':
      case 'consistency':
        break;
      default:
        throw invalid(
          value === undefined
            ? `invalid field '${field}' must be a key=value pair`
            : `unexpected key '${key}' in '${field}'`,
        );
    }
  }
  if (mount.target === '') throw invalid('target is required');
  if (!['bind', 'volume', 'tmpfs'].includes(mount.type)) {
    throw new DaemonError(400, `invalid mount config for type "${mount.type}": mount type unknown`);
  }
  if (mount.type === 'bind') mount.source = path.resolve(mount.source);
  return mount;
}
