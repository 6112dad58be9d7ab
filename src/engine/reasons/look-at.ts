import { shellWord } from '../../base/quote.ts';
import type { Reason, ReasonId, ReasonParams } from './reasons.ts';

/** The command by which one sees for oneself what a reason says; undefined where the reason itself is all there is. */
type Looks = { readonly [Id in ReasonId]: ((params: ReasonParams[Id]) => string) | undefined };

const describe = ({ object }: { object: string }) => `kubectl describe ${object}`;
const list = ({ object }: { object: string }) => `kubectl get ${object.split(' ')[0]}`;
const describePod = ({ pod }: { pod: string }) => `kubectl describe pod ${pod}`;
const describeService = ({ service }: { service: string }) => `kubectl describe service ${service}`;
const yaml = ({ object }: { object: string }) => `kubectl get ${object} -o yaml`;
const fetch = ({ url }: { url: string }) => `curl -i ${shellWord(url)}`;
const file = ({ path }: { path: string }) => `ls -l ${shellWord(path)}`;
const config = () => 'kubectl config view --minify';
const nodePorts = () => 'kubectl get services';
const log = ({ object }: { object: string }) => `kubectl logs ${object.replace(' ', '/')} --tail=20`;
const print = ({ name }: { name: string }) => `echo "$${name}"`;

const looks: Looks = {
  'cluster-unreachable': () => 'kubectl cluster-info',
  'kubeconfig-missing': undefined,
  'kubeconfig-broken': config,
  'nothing-listens': config,
  'certificate-refused': config,
  'credentials-refused': config,
  'access-denied': () => 'kubectl auth can-i --list',
  'api-error': () => 'kubectl cluster-info',
  'resource-unknown': () => 'kubectl api-resources',

  'object-missing': list,
  'none-found': ({ resource }) => `kubectl get ${resource} --show-labels`,
  'field-mismatch': yaml,
  'field-unset': yaml,
  'field-type': yaml,
  'array-length': yaml,
  'replicas-short': describe,
  'count-mismatch': ({ resource }) => `kubectl get ${resource}`,
  'still-there': list,
  'expression-invalid': undefined,

  'image-missing': describePod,
  'image-registry-unreachable': describePod,
  'image-registry-plain-http': describePod,
  'image-denied': describePod,
  'image-rate-limited': describePod,
  'image-name-invalid': describePod,
  'image-never-pulled': describePod,
  'image-pull-failed': describePod,
  'crash-loop': ({ pod }) => `kubectl logs ${pod} --previous`,
  'out-of-memory': describePod,
  'pod-waiting': describePod,
  'pod-failed': ({ pod }) => `kubectl logs ${pod}`,
  unschedulable: describePod,
  'probe-failing': describePod,
  'pod-not-ready': describePod,
  'pods-refused': describe,
  'scaled-to-zero': list,
  paused: describe,
  'being-deleted': list,
  'log-complains': ({ pod }) => `kubectl logs ${pod} --tail=20`,
  'node-not-ready': ({ node }) => `kubectl describe node ${node}`,
  'warning-event': describe,
  'did-you-mean': list,
  'other-namespace': ({ object, namespace }) => `kubectl get ${object} --namespace=${namespace}`,

  'service-selects-nothing': () => 'kubectl get pods --show-labels',
  'labels-are': () => 'kubectl get pods --show-labels',
  'service-no-selector': describeService,
  'service-pods-not-ready': () => 'kubectl get pods',
  'target-port-unknown': describeService,
  'target-port-elsewhere': describeService,
  'target-port-refuses': describeService,
  'no-such-node-port': nodePorts,
  'node-ports-are': nodePorts,
  'not-a-node-port': nodePorts,

  'http-unreachable': fetch,
  'http-timeout': fetch,
  'http-status': fetch,
  'http-body': fetch,
  'http-not-json': fetch,
  'url-invalid': undefined,
  'no-value-yet': undefined,
  'not-a-number': undefined,
  'first-value': undefined,
  'not-rising': undefined,

  'no-log-yet': log,
  'log-no-match': log,
  'log-forbidden-line': log,
  'log-unreadable': describe,

  'command-exit': undefined,
  'command-timeout': undefined,
  'leaves-cluster': undefined,
  'no-longer-so': undefined,
  'output-mismatch': undefined,
  'probe-exit': undefined,
  'probe-output': undefined,
  'probe-timeout': undefined,
  'probe-failed': undefined,

  'variable-unset': print,
  'variable-mismatch': print,

  'file-missing': () => 'ls -l',
  'file-present': file,
  'file-mismatch': ({ path }) => `cat ${shellWord(path)}`,
  'file-unreadable': file,
};

/** The command to look at next: that of the innermost cause that has one. */
export function lookAt(reason: Reason): string | undefined {
  let found: string | undefined;
  for (let at: Reason | undefined = reason; at !== undefined; at = at.cause) {
    // The type of the table ties each id to its params; a journal may hold an id that this version does not know.
    const look = looks[at.id] as ((params: Reason['params']) => string) | undefined;
    found = look?.(at.params) ?? found;
  }
  return found;
}
