import type { Resource } from '../../api/discovery.ts';
import { type FlagSpec, flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { CREATE_FLAGS, createOr, metadataOf, nameArgument, parseLabels } from './shared.ts';

const RBAC = 'rbac.authorization.k8s.io';

const RULE_FLAGS: readonly FlagSpec[] = [
  flag('verb', 'list', 'what may be done: get,list,watch'),
  flag('resource', 'list', 'to which types: pods,deployments.apps,pods/log'),
  flag('resource-name', 'array', 'only to the objects of this name'),
];

/** A kind of the whole cluster, whether this server has it or not: --dry-run asks none. */
export const rbacResource = (name: string, kind: string): Resource => ({
  group: RBAC,
  version: 'v1',
  name,
  singular: kind.toLowerCase(),
  kind,
  namespaced: false,
  shortNames: [],
  verbs: [],
  categories: [],
});

const STANDARD_VERBS = new Set(
  `* get list watch create update patch delete deletecollection use bind escalate impersonate proxy`.split(
    ' ',
  ),
);

export const role: Command = {
  usage: 'create role NAME --verb=VERB --resource=TYPE [--resource-name=NAME] [flags]',
  summary: 'Create a role with single rule',
  flags: [...CREATE_FLAGS, ...RULE_FLAGS],
  async run(call) {
    const name = nameArgument(call, 'role');
    const rules = await resourceRules(call);
    const resource = await call.session.discovery.resolve(`roles.${RBAC}`);
    const object = {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata: metadataOf(call, name) ?? {},
      rules,
    };
    await createOr(call, resource, object, '');
  },
};

export const clusterRole: Command = {
  usage: 'create clusterrole NAME --verb=VERB (--resource=TYPE | --non-resource-url=PATH) [flags]',
  summary: 'Create a cluster role',
  flags: [
    ...CREATE_FLAGS,
    ...RULE_FLAGS,
    flag('non-resource-url', 'list', 'to which paths of the API server: /healthz'),
    flag('aggregation-rule', 'string', 'labels of the cluster roles that it is made of: a=b'),
  ],
  async run(call) {
    const { flags } = call;
    const name = nameArgument(call, 'clusterrole');
    const urls = flags.list('non-resource-url');
    const aggregation = flags.string('aggregation-rule');
    const object: { rules: object[] | null; aggregationRule?: object } =
      aggregation !== ''
        ? {
            aggregationRule: { clusterRoleSelectors: [{ matchLabels: parseLabels(aggregation) }] },
            rules: null,
          }
        : {
            rules:
              urls.length > 0 ? [{ nonResourceURLs: urls, verbs: verbs(call) }] : await resourceRules(call),
          };
    const metadata = { creationTimestamp: null, name };
    await createOr(
      call,
      rbacResource('clusterroles', 'ClusterRole'),
      { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata, ...object },
      '',
    );
  },
};

/** @throws KubectlError when none is given */
function verbs({ flags }: Call): string[] {
  const given = [...new Set(flags.list('verb'))];
  if (given.length === 0) throw new KubectlError('error: at least one verb must be specified');
  return given.includes('*') ? ['*'] : given;
}

/** kubectl says this one without its usual "error: ". */
function withoutPrefix(error: unknown): never {
  if (error instanceof KubectlError) throw new KubectlError(error.message.replace(/^error: /, ''));
  throw error;
}

/** One rule for each API group. */
async function resourceRules(call: Call): Promise<object[]> {
  const { session, flags } = call;
  const allowed = verbs(call);
  const types = flags.list('resource');
  if (types.length === 0) throw new KubectlError('error: at least one resource must be specified');
  for (const verb of allowed.filter((one) => !STANDARD_VERBS.has(one))) {
    session.err(`Warning: '${verb}' is not a standard resource verb\n`);
  }
  const names = flags.list('resource-name');
  const groups = new Map<string, string[]>();
  for (const type of types) {
    const slash = type.indexOf('/');
    const resource = await session.discovery
      .resolve(slash < 0 ? type : type.slice(0, slash))
      .catch(withoutPrefix);
    const full = slash < 0 ? resource.name : `${resource.name}/${type.slice(slash + 1)}`;
    groups.set(resource.group, [...new Set([...(groups.get(resource.group) ?? []), full])]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, resources]) => ({
      apiGroups: [group],
      ...(names.length > 0 ? { resourceNames: names } : {}),
      resources,
      verbs: allowed,
    }));
}
