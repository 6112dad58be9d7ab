import { type Resource, resourcePath } from '../api/discovery.ts';
import type { KubeObject, ObjectList } from '../api/objects.ts';
import { KubectlError, StatusError } from '../errors.ts';
import type { Session } from '../session.ts';
import { type ManifestObject, readManifests } from './files.ts';

/** One object that the command line names, or all objects of a type. */
export interface Target {
  resource: Resource;
  /** Empty for a cluster's objects and for all namespaces. */
  namespace: string;
  /** Undefined: every object of the type that the selectors let through. */
  name: string | undefined;
  /** Where the target is an object of a manifest. */
  manifest?: ManifestObject;
}

export interface SelectionOptions {
  selector?: string;
  fieldSelector?: string;
  allNamespaces?: boolean;
  filenames?: readonly string[];
  recursive?: boolean;
  /** The command that manifests without objects are refused by; `get` otherwise. */
  passedTo?: string;
  /** A type alone means all of its objects (`get pods`); otherwise --all or a selector is required. */
  all?: boolean;
}

export interface Selection {
  targets: Target[];
  /** Exactly one object was named, so the output is that object and no list. */
  single: boolean;
}

const NOTHING_NAMED = `error: You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

/** What the arguments `TYPE[,TYPE] [NAME…]`, `TYPE/NAME…` and -f mean. @throws KubectlError */
export async function select(
  session: Session,
  args: readonly string[],
  options: SelectionOptions,
): Promise<Selection> {
  const filenames = options.filenames ?? [];
  const folder = session.flags.string('kustomize');
  if (filenames.length > 0 && folder !== '') {
    throw new KubectlError('error: only one of -f or -k can be specified');
  }
  if (filenames.length > 0 || folder !== '') {
    if (args.length > 0) {
      throw new KubectlError(
        'error: when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
      );
    }
    const manifests = folder
      ? await kustomized(session, folder)
      : await readManifests(filenames, session.streams.stdin, options.recursive ?? false);
    if (manifests.length === 0) {
      throw new KubectlError(`error: no objects passed to ${options.passedTo ?? 'get'}`);
    }
    const targets = await Promise.all(manifests.map((manifest) => fileTarget(session, manifest)));
    return { targets, single: targets.length === 1 };
  }
  if (args.length === 0) throw new KubectlError(NOTHING_NAMED);
  const targets = args.some((arg) => arg.includes('/'))
    ? await slashed(session, args, options)
    : await typed(session, args, options);
  return { targets, single: targets.length === 1 && targets[0]?.name !== undefined };
}

async function kustomized(session: Session, folder: string): Promise<ManifestObject[]> {
  const { kustomize } = await import('../kustomize/build.ts');
  const objects = await kustomize(folder, (text) => session.err(text));
  return objects.map((object) => ({ object, source: folder }));
}

async function fileTarget(session: Session, manifest: ManifestObject): Promise<Target> {
  const { apiVersion = '', kind = '', metadata } = manifest.object;
  const name = metadata?.name;
  const resource = await session.discovery.forKind(
    apiVersion,
    kind,
    `"${name ?? ''}" namespace: "${metadata?.namespace ?? ''}" from "${manifest.source}"`,
  );
  if (!resource.namespaced) return { resource, namespace: '', name, manifest };
  const own = metadata?.namespace;
  if (own && session.namespaceEnforced && own !== session.namespace) {
    throw new KubectlError(
      `error: the namespace from the provided object "${own}" does not match the namespace "${session.namespace}". You must pass '--namespace=${own}' to perform this operation.`,
    );
  }
  const namespace = own || session.namespace;
  const object: KubeObject = { ...manifest.object, metadata: { ...metadata, namespace } };
  return { resource, namespace, name, manifest: { ...manifest, object } };
}

async function slashed(
  session: Session,
  args: readonly string[],
  options: SelectionOptions,
): Promise<Target[]> {
  if (!args.every((arg) => arg.includes('/'))) {
    throw new KubectlError(
      "error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  }
  const pairs = args.map((arg) => {
    const [type = '', name = '', ...rest] = arg.split('/');
    if (rest.length > 0) {
      throw new KubectlError('error: arguments in resource/name form may not have more than one slash');
    }
    if (type === '' || name === '') {
      throw new KubectlError('error: arguments in resource/name form must have a single resource and name');
    }
    return { type, name };
  });
  refuseNames(options);
  return Promise.all(
    pairs.map(async ({ type, name }) => named(session, await session.discovery.resolve(type), name)),
  );
}

function refuseNames({ selector, fieldSelector, allNamespaces }: SelectionOptions): void {
  if (selector || fieldSelector)
    throw new KubectlError('error: name cannot be provided when a selector is specified');
  if (allNamespaces) {
    throw new KubectlError('error: a resource cannot be retrieved by name across all namespaces');
  }
}

function named(session: Session, resource: Resource, name: string): Target {
  return { resource, namespace: resource.namespaced ? session.namespace : '', name };
}

async function typed(
  session: Session,
  args: readonly string[],
  options: SelectionOptions,
): Promise<Target[]> {
  const [types = '', ...names] = args;
  const resources = await resolveTypes(session, types);
  if (names.length > 0) {
    refuseNames(options);
    return resources.flatMap((resource) => names.map((name) => named(session, resource, name)));
  }
  if (!options.all && !options.selector && !options.fieldSelector) {
    throw new KubectlError('error: resource(s) were provided, but no name was specified');
  }
  return resources.map((resource) => ({
    resource,
    namespace: !resource.namespaced || options.allNamespaces ? '' : session.namespace,
    name: undefined,
  }));
}

/** What `kubectl get all` shows, in its order. */
const ALL = [
  'pods',
  'replicationcontrollers',
  'services',
  'daemonsets.apps',
  'deployments.apps',
  'replicasets.apps',
  'statefulsets.apps',
  'horizontalpodautoscalers.autoscaling',
  'cronjobs.batch',
  'jobs.batch',
];

async function resolveTypes(session: Session, types: string): Promise<Resource[]> {
  const names = types.split(',');
  const resources: Resource[] = [];
  for (const name of names) {
    if (name === 'all') resources.push(...(await everything(session)));
    else resources.push(await session.discovery.resolve(name));
  }
  return resources;
}

async function everything(session: Session): Promise<Resource[]> {
  const preferred = await session.discovery.preferred();
  const inAll = preferred.filter(
    (resource) => resource.categories.includes('all') && resource.verbs.includes('list'),
  );
  const rank = (resource: Resource) => {
    const at = ALL.indexOf(resource.group === '' ? resource.name : `${resource.name}.${resource.group}`);
    return at < 0 ? ALL.length : at;
  };
  return inAll.sort((a, b) => rank(a) - rank(b));
}

/** An object as the server has it, or the objects of a type. Every object says its apiVersion and kind. */
export async function fetchObjects(
  session: Session,
  target: Target,
  options: SelectionOptions,
): Promise<KubeObject[]> {
  const { resource, namespace, name } = target;
  const path = resourcePath(resource, namespace, name);
  if (name !== undefined) return [await session.client.get<KubeObject>(path)];
  return (await fetchList(session, path, options)).items;
}

/** How many objects one answer has at most, as in kubectl. */
export const CHUNK = 500;

/** What the server does not understand of the selectors. @throws StatusError that names them */
export function refusedList(error: unknown, path: string, selector = '', fieldSelector = ''): never {
  if (!(error instanceof StatusError) || error.code !== 400 || (selector || fieldSelector) === '')
    throw error;
  const [, version = '', rest = ''] = /^\/(?:api|apis)\/(.*?v\d\w*)\/(.*)$/.exec(path) ?? [];
  const gvr = `${version.includes('/') ? version : `/${version}`}, Resource=${rest.split('/').at(-1)}`;
  throw error.during(
    `Unable to find ${JSON.stringify(gvr)} that match label selector ${JSON.stringify(selector)}, field selector ${JSON.stringify(fieldSelector)}`,
  );
}

/** A whole collection, with the version from which to watch. */
export async function fetchList(
  session: Session,
  path: string,
  { selector, fieldSelector }: Pick<SelectionOptions, 'selector' | 'fieldSelector'>,
): Promise<{ items: KubeObject[]; resourceVersion: string }> {
  const items: KubeObject[] = [];
  let list: ObjectList | undefined;
  do {
    const query = {
      labelSelector: selector || undefined,
      fieldSelector: fieldSelector || undefined,
      limit: CHUNK,
      continue: list?.metadata?.continue,
    };
    list = await session.client
      .get<ObjectList>(path, { query })
      .catch((error) => refusedList(error, path, selector, fieldSelector));
    const { apiVersion = '', kind = '' } = list;
    const head = { apiVersion, kind: kind.replace(/List$/, '') };
    items.push(...(list.items ?? []).map((item) => ({ ...head, ...item })));
  } while (list.metadata?.continue);
  return { items, resourceVersion: list.metadata?.resourceVersion ?? '' };
}
