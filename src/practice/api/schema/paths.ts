import { apiVersionOf, type Resource } from '../resources/resource.ts';

/** Query parameters by which clients find out what the server can do. */
const writing = ['dryRun', 'fieldManager', 'fieldValidation'];

/** The paths of these resources, as far as clients look at them: methods, kinds and parameters. */
export function pathsOf(resources: readonly Resource[]): Record<string, object> {
  const paths: Record<string, object> = {};
  for (const resource of resources) {
    const { group, plural, namespaced } = resource;
    const base = `${group === '' ? '/api' : '/apis'}/${apiVersionOf(resource)}`;
    const collection = namespaced ? `${base}/namespaces/{namespace}/${plural}` : `${base}/${plural}`;
    paths[collection] = operations(resource, { get: 'list', post: 'post', delete: 'deletecollection' });
    if (!resource.verbs.includes('get')) continue;
    if (namespaced) paths[`${base}/${plural}`] = operations(resource, { get: 'list' });
    paths[`${collection}/{name}`] = operations(resource, {
      get: 'get',
      put: 'put',
      patch: 'patch',
      delete: 'delete',
    });
  }
  return paths;
}

function operations({ group, version, kind }: Resource, actions: Record<string, string>): object {
  const entries = Object.entries(actions).map(([method, action]) => {
    const names = method === 'get' ? [] : action === 'patch' ? [...writing, 'force'] : writing;
    const parameters = names.map((name) => ({ name, in: 'query', schema: { type: 'string' } }));
    const gvk = { group, version, kind };
    return [
      method,
      { parameters, 'x-kubernetes-action': action, 'x-kubernetes-group-version-kind': gvk },
    ] as const;
  });
  return Object.fromEntries(entries);
}
