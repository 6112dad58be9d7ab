import { badRequest, unknownPath } from './errors.ts';
import type { Registry } from './resources/registry.ts';
import type { Resource } from './resources/resource.ts';

/** What a path under /api or /apis is about. */
export interface ResourcePath {
  resource: Resource;
  namespace: string | undefined;
  name: string | undefined;
  subresource: string | undefined;
  /** What follows the subresource: the path of a proxy request. */
  rest: readonly string[];
}

/** @throws ApiError 404 */
export function parseResourcePath(registry: Registry, segments: readonly string[]): ResourcePath {
  const [group, version, ...place] = segments[0] === 'api' ? ['', ...segments.slice(1)] : segments.slice(1);
  if (group === undefined || version === undefined) throw unknownPath();
  const [first, namespace, plural] = place;
  if (first === 'namespaces' && namespace !== undefined && plural !== undefined) {
    const resource = registry.find(group, version, plural);
    if (resource?.namespaced) {
      const [name, subresource, ...rest] = place.slice(3);
      return { resource, namespace, name, subresource, rest };
    }
  }
  const resource = registry.find(group, version, first ?? '');
  if (!resource) throw unknownPath();
  const [name, subresource, ...rest] = place.slice(1);
  // An object of a namespace is not to be had without one.
  if (resource.namespaced && name !== undefined) throw unknownPath();
  return { resource, namespace: undefined, name, subresource, rest };
}

/** What lies between the slashes of a path, decoded. @throws ApiError 400 */
export function segmentsOf(path: string): string[] {
  return path
    .split('/')
    .filter(Boolean)
    .map((segment) => {
      try {
        return decodeURIComponent(segment);
      } catch {
        throw badRequest(`invalid URL escape ${JSON.stringify(/%.{0,2}/.exec(segment)?.[0] ?? segment)}`);
      }
    });
}
