import type { ConfigMap, Container, EnvVar, KeyReference, Pod, Secret, Service } from '../../objects.ts';
import type { Store } from '../../types.ts';
import { expandVariables } from '../runtime/command.ts';
import { containerResource, podField } from './downward.ts';

/** A container cannot be created as its pod says; `message` is the kubelet's. */
export class ConfigError extends Error {}

/**
 * A container's environment: the image's, the pod's Services, `envFrom`, `env`; later ones win.
 * @throws ConfigError when a ConfigMap, a Secret or a key of one is missing
 */
export function containerEnvironment(
  store: Store,
  pod: Pod,
  container: Container,
  image: Record<string, string>,
): Record<string, string> {
  const namespace = pod.metadata.namespace ?? 'default';
  const env: Record<string, string> = { ...image, HOSTNAME: pod.spec.hostname ?? pod.metadata.name };
  const services = pod.spec.enableServiceLinks === false ? [] : store.list<Service>('Service', { namespace });
  Object.assign(env, serviceVariables(store.get<Service>('Service', 'default', 'kubernetes')));
  for (const service of services) Object.assign(env, serviceVariables(service));
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const found = configMapRef
      ? configMapData(store, namespace, configMapRef)
      : secretRef
        ? secretData(store, namespace, secretRef)
        : undefined;
    for (const [key, value] of Object.entries(found ?? {})) env[prefix + key] = value;
  }
  for (const variable of container.env ?? []) {
    const value = variableValue(store, pod, container, variable, env);
    if (value !== undefined) env[variable.name] = value;
  }
  if (container.tty) env.TERM ??= 'xterm';
  return env;
}

function variableValue(
  store: Store,
  pod: Pod,
  container: Container,
  { value, valueFrom }: EnvVar,
  known: Record<string, string>,
): string | undefined {
  if (!valueFrom) return expandVariables(value ?? '', known);
  const namespace = pod.metadata.namespace ?? 'default';
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = valueFrom;
  if (configMapKeyRef)
    return keyOf('ConfigMap', configMapKeyRef, namespace, configMapData(store, namespace, configMapKeyRef));
  if (secretKeyRef)
    return keyOf('Secret', secretKeyRef, namespace, secretData(store, namespace, secretKeyRef));
  if (fieldRef) return podField(pod, fieldRef.fieldPath);
  if (resourceFieldRef) return containerResource(store, pod, container, resourceFieldRef);
  return undefined;
}

function keyOf(
  kind: string,
  { name, key, optional }: KeyReference,
  namespace: string,
  data: Record<string, string> | undefined,
): string | undefined {
  const value = data?.[key];
  if (value === undefined && !optional)
    throw new ConfigError(`couldn't find key ${key} in ${kind} ${namespace}/${name}`);
  return value;
}

type Named = { name: string; optional?: boolean };

function configMapData(store: Store, namespace: string, { name, optional }: Named) {
  const found = store.get<ConfigMap>('ConfigMap', namespace, name);
  if (!found && !optional) throw new ConfigError(`configmap "${name}" not found`);
  return found && (found.data ?? {});
}

function secretData(store: Store, namespace: string, { name, optional }: Named) {
  const found = store.get<Secret>('Secret', namespace, name);
  if (!found && !optional) throw new ConfigError(`secret "${name}" not found`);
  const data = Object.entries(found?.data ?? {});
  return (
    found && Object.fromEntries(data.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]))
  );
}

/** `REDIS_SERVICE_HOST` and its kin, as docker's links were once named. */
function serviceVariables(service: Service | undefined): Record<string, string> {
  const address = service?.spec.clusterIP;
  if (!service || !address || address === 'None') return {};
  const prefix = service.metadata.name.toUpperCase().replaceAll('-', '_');
  const ports = service.spec.ports ?? [];
  const [first] = ports;
  if (!first) return {};
  const env: Record<string, string> = {
    [`${prefix}_SERVICE_HOST`]: address,
    [`${prefix}_SERVICE_PORT`]: String(first.port),
    [`${prefix}_PORT`]: url(first, address),
  };
  for (const port of ports) {
    const protocol = port.protocol ?? 'TCP';
    const named = `${prefix}_PORT_${port.port}_${protocol}`;
    if (port.name)
      env[`${prefix}_SERVICE_PORT_${port.name.toUpperCase().replaceAll('-', '_')}`] = String(port.port);
    env[named] = url(port, address);
    env[`${named}_PROTO`] = protocol.toLowerCase();
    env[`${named}_PORT`] = String(port.port);
    env[`${named}_ADDR`] = address;
  }
  return env;
}

function url({ protocol = 'TCP', port }: { protocol?: string; port: number }, address: string): string {
  return `${protocol.toLowerCase()}://${address}:${port}`;
}
