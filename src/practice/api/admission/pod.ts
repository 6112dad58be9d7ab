import type { Pod, ServiceAccount } from '../../objects.ts';
import type { ClusterStore } from '../../store/store.ts';
import { qosClass } from '../defaults/pod.ts';
import { forbidden } from '../errors.ts';
import { randomSuffix } from '../names.ts';
import { coreResources } from '../resources/core.ts';
import { checkCreate } from '../validation/validate.ts';
import { checkLimitRanges, defaultByLimitRanges } from './limit-range.ts';
import { setPriority } from './priority.ts';

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What the admission plug-ins of a plain cluster add to every new pod. @throws ApiError 403 when its service account is missing */
export function admitPod({ store }: { store: ClusterStore }, pod: Pod, before: Pod | undefined): undefined {
  if (before) return;
  const { spec, metadata } = pod;
  const account = spec.serviceAccountName || spec.serviceAccount || 'default';
  spec.serviceAccountName = account;
  spec.serviceAccount = account;
  const found = store.get<ServiceAccount>('ServiceAccount', metadata.namespace, account);
  if (!found) {
    const why = `error looking up service account ${metadata.namespace}/${account}: serviceaccount "${account}" not found`;
    const pods = coreResources.find((resource) => resource.kind === 'Pod');
    if (pods) throw forbidden(pods, metadata.name, why);
  }
  if (found?.imagePullSecrets && !spec.imagePullSecrets) spec.imagePullSecrets = [...found.imagePullSecrets];
  if (spec.automountServiceAccountToken !== false) mountToken(pod);
  setPriority(store, pod);
  tolerateOutages(pod);
  if (defaultByLimitRanges(store, pod)) {
    // What they gave may not go together with what the pod says of itself.
    checkCreate(pod);
    pod.status = { ...pod.status, qosClass: qosClass(spec) };
  }
  checkLimitRanges(store, pod);
}

function mountToken({ spec }: Pod): void {
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  const without = containers.filter(
    (one) => !one.volumeMounts?.some((mount) => mount.mountPath === tokenPath),
  );
  if (without.length === 0) return;
  const name = `kube-api-access-${randomSuffix()}`;
  for (const container of without) {
    container.volumeMounts = [
      ...(container.volumeMounts ?? []),
      { mountPath: tokenPath, name, readOnly: true },
    ];
  }
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
    {
      downwardAPI: {
        items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }],
      },
    },
  ];
  spec.volumes = [...(spec.volumes ?? []), { name, projected: { defaultMode: 420, sources } }];
}

/** A pod stays for five minutes on a node that is lost. */
function tolerateOutages({ spec }: Pod): void {
  for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
    if (
      spec.tolerations?.some(
        (one) => (one.key === key || !one.key) && (one.effect ?? 'NoExecute') === 'NoExecute',
      )
    )
      continue;
    spec.tolerations = [
      ...(spec.tolerations ?? []),
      { effect: 'NoExecute', key, operator: 'Exists', tolerationSeconds: 300 },
    ];
  }
}
