import { canonicalQuantity } from '../../../quantity.ts';
import { type Dict, dictAt, isDict, type KubeObject, listAt, numberAt, textAt } from '../api/objects.ts';
import { describeEnvironment } from './environment.ts';
import { type Description, longTime, orNone, trueOrFalse } from './writer.ts';

/** Containers, with what became of them where a pod is given. @param space before the heading, inside a template */
export function describeContainers(
  w: Description,
  label: string,
  containers: readonly Dict[],
  statuses: readonly Dict[],
  pod: KubeObject | undefined,
  space = '',
): void {
  w.line(0, `${space}${label}:${containers.length === 0 ? ' <none>' : ''}`);
  for (const container of containers) {
    const status = statuses.find((one) => one.name === container.name);
    w.line(1, `${space === '' ? '' : ' '}${textAt(container, 'name')}:`);
    basics(w, container, status);
    words(w, 'Command', container.command);
    words(w, 'Args', container.args);
    if (status) {
      state(w, 'State', dictAt(status, 'state'));
      if (dictAt(status, 'lastState').terminated) state(w, 'Last State', dictAt(status, 'lastState'));
      w.line(2, 'Ready:', trueOrFalse(status.ready));
      w.line(2, 'Restart Count:', numberAt(status, 'restartCount'));
    }
    describeResources(w, dictAt(container, 'resources'), 2);
    for (const kind of ['Liveness', 'Readiness', 'Startup']) {
      const probe = container[`${kind.toLowerCase()}Probe`];
      if (isDict(probe)) w.line(2, `${kind}:`, probeText(probe));
    }
    describeEnvironment(w, container, pod);
    mounts(w, container);
  }
}

function basics(w: Description, container: Dict, status: Dict | undefined): void {
  if (status) w.line(2, 'Container ID:', textAt(status, 'containerID'));
  w.line(2, 'Image:', textAt(container, 'image'));
  if (status) w.line(2, 'Image ID:', textAt(status, 'imageID'));
  const ports = listAt(container, 'ports');
  const list = (field: string) =>
    ports.map((port) => `${numberAt(port, field)}/${textAt(port, 'protocol')}`).join(', ');
  const s = ports.length > 1 ? 's' : '';
  w.line(2, `Port${s}:`, orNone(list('containerPort')));
  w.line(2, `Host Port${s}:`, orNone(list('hostPort')));
  const profile = dictAt(container, 'securityContext', 'seccompProfile');
  if (profile.type) {
    w.line(2, 'SeccompProfile:', profile.type);
    if (profile.type === 'Localhost') w.line(3, 'LocalhostProfile:', textAt(profile, 'localhostProfile'));
  }
}

function words(w: Description, title: string, list: unknown): void {
  if (!Array.isArray(list) || list.length === 0) return;
  w.line(2, `${title}:`);
  for (const word of list) for (const line of String(word).split('\n')) w.line(3, line);
}

function state(w: Description, title: string, { running, waiting, terminated }: Dict): void {
  if (isDict(running)) {
    w.line(2, `${title}:`, 'Running');
    w.line(3, 'Started:', longTime(running.startedAt));
  } else if (isDict(terminated) && !isDict(waiting)) {
    w.line(2, `${title}:`, 'Terminated');
    w.lineIf(terminated.reason, 3, 'Reason:');
    w.lineIf(terminated.message, 3, 'Message:');
    w.line(3, 'Exit Code:', numberAt(terminated, 'exitCode'));
    if (numberAt(terminated, 'signal') > 0) w.line(3, 'Signal:', numberAt(terminated, 'signal'));
    w.line(3, 'Started:', longTime(terminated.startedAt));
    w.line(3, 'Finished:', longTime(terminated.finishedAt));
  } else {
    w.line(2, `${title}:`, 'Waiting');
    if (isDict(waiting)) w.lineIf(waiting.reason, 3, 'Reason:');
  }
}

export function describeResources(w: Description, resources: Dict, level: number): void {
  for (const title of ['Limits', 'Requests']) {
    const list = dictAt(resources, title.toLowerCase());
    const names = Object.keys(list).sort();
    if (names.length > 0) w.line(level, `${title}:`);
    for (const name of names) w.line(level + 1, `${name}:`, canonicalQuantity(textAt(list, name)));
  }
}

function probeText(probe: Dict): string {
  const count = (field: string) => numberAt(probe, field);
  const rest = `delay=${count('initialDelaySeconds')}s timeout=${count('timeoutSeconds')}s period=${count('periodSeconds')}s #success=${count('successThreshold')} #failure=${count('failureThreshold')}`;
  if (isDict(probe.exec)) return `exec [${listAt<string>(probe.exec, 'command').join(' ')}] ${rest}`;
  if (isDict(probe.httpGet)) {
    const { host, port, path, scheme } = probe.httpGet;
    const where = port === undefined ? `${host ?? ''}` : `${host ?? ''}:${port}`;
    return `http-get ${String(scheme ?? '').toLowerCase()}://${where}${path ?? ''} ${rest}`;
  }
  if (isDict(probe.tcpSocket))
    return `tcp-socket ${textAt(probe.tcpSocket, 'host')}:${textAt(probe.tcpSocket, 'port')} ${rest}`;
  if (isDict(probe.grpc))
    return `grpc <pod>:${textAt(probe.grpc, 'port')} ${textAt(probe.grpc, 'service')} ${rest}`;
  return `unknown ${rest}`;
}

function mounts(w: Description, container: Dict): void {
  const list = [...listAt(container, 'volumeMounts')].sort((a, b) =>
    textAt(a, 'mountPath') < textAt(b, 'mountPath') ? -1 : 1,
  );
  const none = list.length === 0 ? ['<none>'] : [];
  w.line(2, 'Mounts:', ...none);
  for (const mount of list) {
    const how = [mount.readOnly ? 'ro' : 'rw'];
    if (mount.subPath) how.push(`path=${JSON.stringify(mount.subPath)}`);
    w.line(3, `${textAt(mount, 'mountPath')} from ${textAt(mount, 'name')} (${how.join(',')})`);
  }
  const devices = listAt(container, 'volumeDevices');
  if (devices.length === 0) return;
  w.line(2, 'Devices:', ...none);
  for (const device of devices) w.line(3, `${textAt(device, 'devicePath')} from ${textAt(device, 'name')}`);
}
