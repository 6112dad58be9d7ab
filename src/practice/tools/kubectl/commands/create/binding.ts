import type { KubeObject } from '../../api/objects.ts';
import { type FlagSpec, flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { rbacResource } from './role.ts';
import { CREATE_FLAGS, createOr, metadataOf, nameArgument } from './shared.ts';

const RBAC = 'rbac.authorization.k8s.io';

export const SUBJECT_FLAGS: readonly FlagSpec[] = [
  flag('user', 'array', 'a user it is for'),
  flag('group', 'array', 'a group it is for'),
  flag('serviceaccount', 'array', 'a service account it is for: NAMESPACE:NAME'),
];

export const roleBinding: Command = {
  usage: 'create rolebinding NAME (--role=NAME | --clusterrole=NAME) [--user=…] [--serviceaccount=NS:NAME]',
  summary: 'Create a role binding for a particular role or cluster role',
  flags: [
    ...CREATE_FLAGS,
    flag('role', 'string', 'the role'),
    flag('clusterrole', 'string', 'the cluster role'),
    ...SUBJECT_FLAGS,
  ],
  async run(call) {
    const { flags, session } = call;
    const name = nameArgument(call, 'rolebinding');
    const [own, cluster] = [flags.string('role'), flags.string('clusterrole')];
    if ((own === '') === (cluster === '')) {
      throw new KubectlError('error: exactly one of clusterrole or role must be specified');
    }
    const object: KubeObject = {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: metadataOf(call, name) ?? {},
      roleRef: { apiGroup: RBAC, kind: own ? 'Role' : 'ClusterRole', name: own || cluster },
      ...someSubjects(call),
    };
    const resource = await session.discovery.resolve(`rolebindings.${RBAC}`);
    await createOr(call, resource, object, 'failed to create rolebinding:');
  },
};

export const clusterRoleBinding: Command = {
  usage: 'create clusterrolebinding NAME --clusterrole=NAME [--user=…] [--serviceaccount=NS:NAME]',
  summary: 'Create a cluster role binding for a particular cluster role',
  flags: [...CREATE_FLAGS, flag('clusterrole', 'string', 'the cluster role'), ...SUBJECT_FLAGS],
  required: ['clusterrole'],
  async run(call) {
    const { flags } = call;
    const name = nameArgument(call, 'clusterrolebinding');
    const object: KubeObject = {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { creationTimestamp: null, name },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: flags.string('clusterrole') },
      ...someSubjects(call),
    };
    const resource = rbacResource('clusterrolebindings', 'ClusterRoleBinding');
    await createOr(call, resource, object, 'failed to create clusterrolebinding:');
  },
};

function someSubjects(call: Call): { subjects?: object[] } {
  const subjects = subjectsOf(call);
  return subjects.length > 0 ? { subjects } : {};
}

/** @throws KubectlError for a service account without its namespace */
export function subjectsOf({ flags }: Call): object[] {
  const named = (kind: string) => (name: string) => ({ apiGroup: RBAC, kind, name });
  const accounts = flags.list('serviceaccount').map((text) => {
    const [namespace, name, ...rest] = text.split(':');
    if (!namespace || !name || rest.length > 0) {
      throw new KubectlError('error: serviceaccount must be <namespace>:<name>');
    }
    return { kind: 'ServiceAccount', name, namespace };
  });
  return [...flags.list('user').map(named('User')), ...flags.list('group').map(named('Group')), ...accounts];
}
