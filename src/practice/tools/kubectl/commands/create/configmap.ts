import type { KubeObject } from '../../api/objects.ts';
import type { Call, Command } from '../../command.ts';
import { LITERAL_FLAGS, literals } from './literals.ts';
import { CREATE_FLAGS, createOr, metadataOf, nameArgument } from './shared.ts';

export const configmap: Command = {
  usage: 'create configmap NAME [--from-literal=KEY=VALUE] [--from-file=[KEY=]FILE] [flags]',
  summary: 'Create a config map from a local file, directory or literal value',
  flags: [...CREATE_FLAGS, ...LITERAL_FLAGS],
  run: createConfigMap,
};

async function createConfigMap(call: Call): Promise<void> {
  const name = nameArgument(call, 'configmap');
  const taken = (key: string) =>
    `cannot add key "${key}", another key by that name already exists in Data for ConfigMap "${name}"`;
  const data: Record<string, string> = {};
  const binaryData: Record<string, string> = {};
  for (const [key, value] of literals(call.flags, taken)) {
    const text = value.toString('utf8');
    if (Buffer.from(text).equals(value)) data[key] = text;
    else binaryData[key] = value.toString('base64');
  }
  const object: KubeObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadataOf(call, name) ?? {},
    ...(Object.keys(data).length > 0 ? { data } : {}),
    ...(Object.keys(binaryData).length > 0 ? { binaryData } : {}),
  };
  await createOr(
    call,
    await call.session.discovery.resolve('configmaps'),
    object,
    'failed to create configmap:',
  );
}
