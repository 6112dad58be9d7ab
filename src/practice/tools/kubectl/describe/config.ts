import { dictAt, type KubeObject, listAt, nameOf, type ObjectList, textAt } from '../api/objects.ts';
import type { Session } from '../session.ts';
import { describeEvents, eventsOf } from './events.ts';
import { header, labelsAndAnnotations } from './metadata.ts';
import type { Description } from './writer.ts';

const bytes = (base64: unknown): number => Buffer.from(String(base64), 'base64').length;

export async function describeConfigMap(
  w: Description,
  session: Session,
  map: KubeObject,
  withEvents: boolean,
): Promise<void> {
  header(w, map);
  labelsAndAnnotations(w, map);
  const data = dictAt(map, 'data');
  w.line(0, '\nData\n====');
  for (const key of Object.keys(data).sort()) w.line(0, `${key}:\n----\n${textAt(data, key)}\n`);
  const binary = dictAt(map, 'binaryData');
  w.line(0, '\nBinaryData\n====');
  for (const key of Object.keys(binary).sort()) w.line(0, `${key}: ${bytes(binary[key])} bytes`);
  w.line(0, '');
  if (withEvents) describeEvents(w, await eventsOf(session, map));
}

export async function describeSecret(w: Description, _session: Session, secret: KubeObject): Promise<void> {
  header(w, secret);
  labelsAndAnnotations(w, secret);
  const type = textAt(secret, 'type');
  w.line(0, '\nType:', type);
  w.line(0, '\nData\n====');
  const data = dictAt(secret, 'data');
  for (const key of Object.keys(data).sort()) {
    const open = key === 'token' && type === 'kubernetes.io/service-account-token';
    const value = open
      ? Buffer.from(textAt(data, key), 'base64').toString('utf8')
      : `${bytes(data[key])} bytes`;
    w.line(0, `${key}:`, value);
  }
}

export async function describeServiceAccount(
  w: Description,
  session: Session,
  account: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const namespace = account.metadata?.namespace ?? '';
  const { items } = await session.client.get<ObjectList>(`/api/v1/namespaces/${namespace}/secrets`);
  const secrets = items ?? [];
  const known = new Set(secrets.map(nameOf));
  const tokens = secrets.filter((secret) => isTokenOf(secret, account)).map(nameOf);
  header(w, account);
  labelsAndAnnotations(w, account);
  const names = (field: string) => listAt(account, field).map((one) => textAt(one, 'name'));
  group(w, 'Image pull secrets:', names('imagePullSecrets'), known);
  group(w, 'Mountable secrets: ', names('secrets'), known);
  group(w, 'Tokens:            ', tokens, known);
  if (withEvents) describeEvents(w, await eventsOf(session, account));
}

function isTokenOf(secret: KubeObject, account: KubeObject): boolean {
  const annotations = secret.metadata?.annotations ?? {};
  return (
    secret.type === 'kubernetes.io/service-account-token' &&
    annotations['kubernetes.io/service-account.name'] === nameOf(account) &&
    annotations['kubernetes.io/service-account.uid'] === account.metadata?.uid
  );
}

function group(w: Description, title: string, names: readonly string[], known: ReadonlySet<string>): void {
  if (names.length === 0) w.line(0, title, '<none>');
  for (const [index, name] of names.entries()) {
    w.line(0, index === 0 ? title : ' '.repeat(title.length), known.has(name) ? name : `${name} (not found)`);
  }
}
