import { parseQuantity } from '../../../quantity.ts';
import { at, type Dict, dictAt, isDict, type KubeObject, listAt, textAt } from '../api/objects.ts';
import type { Description } from './writer.ts';

/** The variables of a container. @param pod whose fields they may name; none in a template */
export function describeEnvironment(w: Description, container: Dict, pod: KubeObject | undefined): void {
  const sources = listAt(container, 'envFrom');
  if (sources.length > 0) w.line(2, 'Environment Variables from:');
  for (const source of sources) {
    const kind = source.configMapRef ? 'ConfigMap' : 'Secret';
    const ref = dictAt(source, source.configMapRef ? 'configMapRef' : 'secretRef');
    const prefix = textAt(source, 'prefix');
    w.line(
      3,
      textAt(ref, 'name'),
      prefix ? `${kind} with prefix '${prefix}'` : kind,
      `Optional: ${ref.optional === true}`,
    );
  }
  const variables = listAt(container, 'env');
  w.line(2, 'Environment:', ...(variables.length === 0 ? ['<none>'] : []));
  for (const variable of variables) describeVariable(w, variable, container, pod);
}

function describeVariable(
  w: Description,
  variable: Dict,
  container: Dict,
  pod: KubeObject | undefined,
): void {
  const name = textAt(variable, 'name');
  const from = dictAt(variable, 'valueFrom');
  if (isDict(from.fieldRef)) {
    const path = textAt(from.fieldRef, 'fieldPath');
    w.line(
      3,
      `${name}:`,
      `${pod ? fieldValue(pod, path) : ''} (${textAt(from.fieldRef, 'apiVersion')}:${path})`,
    );
  } else if (isDict(from.resourceFieldRef)) {
    w.line(3, `${name}:`, resourceValue(container, from.resourceFieldRef));
  } else if (isDict(from.secretKeyRef)) {
    const { key, name: secret, optional } = from.secretKeyRef;
    w.line(
      3,
      `${name}:`,
      `<set to the key '${key}' in secret '${secret}'>`,
      `Optional: ${optional === true}`,
    );
  } else if (isDict(from.configMapKeyRef)) {
    const { key, name: map, optional } = from.configMapKeyRef;
    w.line(
      3,
      `${name}:`,
      `<set to the key '${key}' of config map '${map}'>`,
      `Optional: ${optional === true}`,
    );
  } else {
    for (const [index, line] of textAt(variable, 'value').split('\n').entries()) {
      w.line(3, index === 0 ? `${name}:` : '', line);
    }
  }
}

/** What the downward API gives for a path such as `metadata.labels['app']`. */
function fieldValue(pod: KubeObject, path: string): string {
  const subscript = /^(metadata\.(?:labels|annotations))\['([^']*)'\]$/.exec(path);
  if (subscript) return textAt(pod, ...(subscript[1] ?? '').split('.'), subscript[2] ?? '');
  const value = at(pod, ...path.split('.'));
  if (path === 'status.podIPs')
    return listAt(pod, 'status', 'podIPs')
      .map((one) => textAt(one, 'ip'))
      .join(',');
  if (isDict(value)) {
    return Object.keys(value)
      .sort()
      .map((key) => `${key}=${JSON.stringify(value[key])}`)
      .join('\n');
  }
  return value === undefined ? '' : String(value);
}

function resourceValue(container: Dict, ref: Dict): string {
  const resource = textAt(ref, 'resource');
  const [list = '', name = ''] = resource.split('.');
  const divisor = parseQuantity(textAt(ref, 'divisor') || '1') || 1;
  const value = parseQuantity(textAt(container, 'resources', list, name) || '0') ?? 0;
  const text = String(Math.ceil(value / divisor));
  return `${text === '0' && list === 'limits' ? 'node allocatable' : text} (${resource})`;
}
