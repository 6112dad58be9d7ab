import type { Answer, Api } from '../call.ts';
import { definitionKind } from '../custom/definition.ts';
import { unknownPath } from '../errors.ts';
import { emptyDocument } from './openapi-v2.ts';
import { pathsOf } from './paths.ts';
import { schemasOf } from './schemas.ts';
import { loadModels } from './tables.ts';

/** `/openapi/v3`, a document for every group and version, and as much of `/openapi/v2` as older clients insist on. */
export async function openApi(api: Api, path: readonly string[], accept: string): Promise<Answer> {
  const [version, ...place] = path;
  if (version === 'v2') return emptyDocument(api.version().gitVersion, accept);
  if (version !== 'v3') throw unknownPath();
  if (place.length === 0) return { code: 200, body: index(api) };
  const group = place[0] === 'api' ? '' : (place[1] ?? '');
  const last = place.at(-1) ?? '';
  const resources = api.registry.all().filter((entry) => entry.group === group && entry.version === last);
  if (resources.length === 0) throw unknownPath();
  const body = {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: api.version().gitVersion },
    paths: pathsOf(resources),
    components: { schemas: schemasOf(await loadModels(), resources) },
  };
  return { code: 200, body };
}

function index(api: Api): object {
  const paths: Record<string, object> = {};
  const definitions = api.store.list(definitionKind).map((one) => Number(one.metadata.resourceVersion));
  const revision = Math.max(0, ...definitions);
  for (const { group, version, custom } of api.registry.all()) {
    const path = group === '' ? `api/${version}` : `apis/${group}/${version}`;
    // A path of the host, not of the server's address in a kubeconfig: the secret is a part of it.
    // Clients keep a document until its hash changes: that of a defined kind does with any definition.
    const hash = custom ? `${api.version().gitVersion}-${revision}` : api.version().gitVersion;
    paths[path] = { serverRelativeURL: `${api.base}/openapi/v3/${path}?hash=${hash}` };
  }
  return { paths };
}
