import type { KubeObject, ObjectMeta } from '../../types.ts';
import type { Call } from '../call.ts';
import { badRequest } from '../errors.ts';
import { toStored } from '../resources/convert.ts';
import { apiVersionOf } from '../resources/resource.ts';

/** What a client sent, before the server fills in what it owns. */
export type Incoming = KubeObject & { metadata: Partial<ObjectMeta> };

/** The object in a body, of the resource's kind and in the call's namespace. @throws ApiError 400 */
export function incomingObject(call: Call, body: unknown): KubeObject {
  const { resource, namespace } = call;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest(`the object provided is unrecognized (must be of type ${resource.kind})`);
  }
  const given = body as Incoming;
  const { kind = resource.kind, apiVersion = apiVersionOf(resource) } = given;
  if (kind !== resource.kind) {
    throw badRequest(
      `${kind} in version "${version(apiVersion)}" cannot be handled as a ${resource.kind}: no kind "${kind}" is registered for version "${apiVersion}"`,
    );
  }
  if (apiVersion !== apiVersionOf(resource)) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(resource)})`,
    );
  }
  const metadata = { ...given.metadata };
  if (resource.namespaced) {
    if (metadata.namespace && metadata.namespace !== namespace) {
      throw badRequest(
        'the namespace of the provided object does not match the namespace sent on the request',
      );
    }
    if (namespace !== undefined) metadata.namespace = namespace;
  } else delete metadata.namespace;
  const { kind: _, apiVersion: __, metadata: ___, ...rest } = given as Incoming & Record<string, unknown>;
  return toStored({ kind, apiVersion, metadata, ...rest } as KubeObject);
}

function version(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}
