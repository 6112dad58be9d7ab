import type { ReasonCatalogue } from './reasons.ts';

const inBrackets = (text: string) => (text === '' ? '' : ` (${text})`);
/** Where in an object or an answer; an empty path is the whole of it. */
const at = (object: string, path: string) => (path === '' ? object : `${object}: ${path}`);
const after = (mark: string, text: string) => (text === '' ? '' : `${mark}${text}`);

export const english: ReasonCatalogue = {
  'cluster-unreachable': ({ error }) => `the cluster does not answer${inBrackets(error)}`,
  'kubeconfig-missing': () => 'there is no cluster yet: its kubeconfig has not been written',
  'kubeconfig-broken': ({ path, error }) => `the kubeconfig ${path} cannot be used: ${error}`,
  'nothing-listens': ({ address }) => `nothing listens at ${address}`,
  'certificate-refused': ({ address, error }) => `the certificate of ${address} is not trusted: ${error}`,
  'credentials-refused': ({ message }) => `the cluster refuses these credentials${after(': ', message)}`,
  'access-denied': ({ message }) => `not allowed: ${message}`,
  'api-error': ({ status, message }) => `the API server answers ${status}${after(': ', message)}`,
  'resource-unknown': ({ resource }) => `the cluster knows no resource called ${resource}`,

  'object-missing': ({ object }) => `there is no ${object} yet`,
  'none-found': ({ resource, selector }) =>
    selector === '' ? `there are no ${resource} yet` : `there are no ${resource} labelled ${selector} yet`,
  'field-mismatch': ({ object, path, actual, expected }) =>
    `${at(object, path)} is ${actual}, expected ${expected}`,
  'field-unset': ({ object, path, expected }) => `${at(object, path)} is not set, expected ${expected}`,
  'field-type': ({ object, path, actual, actualType, expected, expectedType }) =>
    `${at(object, path)} is the ${actualType} ${actual}, expected the ${expectedType} ${expected}`,
  'array-length': ({ object, path, actual, expected }) =>
    `${at(object, path)} has ${actual} ${actual === 1 ? 'element' : 'elements'}, expected ${expected}`,
  'replicas-short': ({ object, state, actual, expected }) =>
    state === 'updated'
      ? `${object}: ${actual} of ${expected} up to date`
      : `${object}: ${actual} of ${expected} ${state}`,
  'count-mismatch': ({ resource, found, min, max }) =>
    `${resource} that match: ${found}, expected ${range(min, max)}`,
  'still-there': ({ object }) => `${object} still exists`,
  'expression-invalid': ({ expression, error }) =>
    `the check's expression ${expression} does not work: ${error}`,

  'image-missing': ({ pod, image }) => `pod ${pod} is waiting: ErrImagePull, ${image} is not in the registry`,
  'image-registry-unreachable': ({ pod, image, registry }) =>
    `pod ${pod} is waiting: ErrImagePull, the registry ${registry} does not answer (image ${image})`,
  'image-registry-plain-http': ({ pod, image, registry }) =>
    `pod ${pod} is waiting: ErrImagePull, the registry ${registry} speaks HTTP where the node expects HTTPS (image ${image})`,
  'image-denied': ({ pod, image }) =>
    `pod ${pod} is waiting: ErrImagePull, ${image} does not exist or its registry wants a login`,
  'image-rate-limited': ({ pod, image }) =>
    `pod ${pod} is waiting: ErrImagePull, the registry of ${image} has had too many pulls from this address`,
  'image-name-invalid': ({ pod, image }) =>
    `pod ${pod} is waiting: InvalidImageName, ${image} is not an image name`,
  'image-never-pulled': ({ pod, image }) =>
    `pod ${pod} is waiting: ErrImageNeverPull, ${image} is not on the node and must not be pulled`,
  'image-pull-failed': ({ pod, image, message }) =>
    `pod ${pod} is waiting: ErrImagePull, ${image}: ${message}`,
  'crash-loop': ({ pod, exit, line }) =>
    `${exit === 0 ? `pod ${pod} ends again and again with exit code 0` : `pod ${pod} keeps crashing with exit code ${exit}`}${after(', its last log line: ', line)}`,
  'out-of-memory': ({ pod }) => `pod ${pod} was killed: it used more memory than its limit (OOMKilled)`,
  'pod-waiting': ({ pod, state, message }) => `pod ${pod} is waiting: ${state}${after(', ', message)}`,
  'pod-failed': ({ pod, message }) => `pod ${pod} has failed${after(': ', message)}`,
  unschedulable: ({ pod, message }) => `pod ${pod} fits on no node: ${message}`,
  'probe-failing': ({ pod, message }) => `pod ${pod} runs but is not ready: ${message}`,
  'pod-not-ready': ({ pod }) => `pod ${pod} runs but is not ready`,
  'pods-refused': ({ object, message }) => `${object} may not create its pods: ${message}`,
  'scaled-to-zero': ({ object }) => `${object} is scaled to 0 replicas`,
  paused: ({ object }) => `the rollout of ${object} is paused`,
  'being-deleted': ({ object }) => `${object} is being deleted`,
  'log-complains': ({ pod, line }) => `pod ${pod} runs, but its log says: ${line}`,
  'node-not-ready': ({ node, message }) => `node ${node} is not ready${after(': ', message)}`,
  'warning-event': ({ object, message }) => `${object}: ${message}`,
  'did-you-mean': ({ object }) => `there is a ${object}: is that the one?`,
  'other-namespace': ({ object, namespace }) => `${object} exists in the namespace ${namespace}`,

  'service-selects-nothing': ({ service, selector }) =>
    `service ${service} selects ${selector}, and no pod has that label`,
  'labels-are': ({ object, labels }) => `${object} has ${labels}`,
  'service-no-selector': ({ service }) => `service ${service} has no selector, so it has no pods behind it`,
  'service-pods-not-ready': ({ service }) => `none of the pods behind service ${service} is ready`,
  'target-port-unknown': ({ service, port, ports }) =>
    `service ${service} sends to the port named ${port}, but its pods name ${ports === '' ? 'no ports' : ports}`,
  'target-port-elsewhere': ({ service, port, ports }) =>
    `service ${service} sends to port ${port} of its pods, which say that they listen on ${ports}`,
  'target-port-refuses': ({ service, port }) =>
    `service ${service} sends to port ${port} of its pods: nothing seems to listen there`,
  'no-such-node-port': ({ port }) => `no Service has the NodePort ${port}`,
  'node-ports-are': ({ ports }) => `these have one: ${ports}`,
  'not-a-node-port': ({ service, type }) => `service ${service} is of type ${type}, which has no NodePort`,

  'http-unreachable': ({ url, error }) => `${url} does not answer${inBrackets(error)}`,
  'http-timeout': ({ url, seconds }) => `${url} gives no answer within ${seconds} s`,
  'http-status': ({ url, actual, expected }) => `${url} answers ${actual}, expected ${expected}`,
  'http-body': ({ url, pattern }) => `what ${url} answers does not match ${pattern}`,
  'http-not-json': ({ url }) => `what ${url} answers is not JSON`,
  'url-invalid': ({ url }) => `${url} is not a URL`,
  'no-value-yet': ({ expression }) => `${expression} has no value yet`,
  'not-a-number': ({ expression, value }) => `${expression} is ${value}, which is not a number`,
  'first-value': ({ expression, value }) => `${expression} is ${value}: waiting to see it grow`,
  'not-rising': ({ expression, value }) => `${expression} stays at ${value}`,

  'no-log-yet': ({ object }) => `${object} has written no log yet`,
  'log-no-match': ({ object, pattern }) => `no line in the log of ${object} matches ${pattern} yet`,
  'log-forbidden-line': ({ object, line }) => `the log of ${object} says: ${line}`,
  'log-unreadable': ({ object, message }) => `the log of ${object} cannot be read: ${message}`,

  'command-exit': ({ exit, line }) =>
    `${exit === null ? 'the command was ended by a signal' : `the command ended with exit code ${exit}`}${after(': ', line)}`,
  'command-timeout': ({ seconds }) => `the command did not end within ${seconds} s`,
  'leaves-cluster': ({ words }) =>
    `the command was not run: ${words} would leave this run's cluster. In a terminal of your own you can do that`,
  'no-longer-so': () => 'this was done, and is no longer so',
  'output-mismatch': ({ pattern, line }) =>
    line === ''
      ? `the command printed nothing, expected ${pattern}`
      : `the command printed "${line}", expected ${pattern}`,
  'probe-exit': ({ command, exit, line }) =>
    `\`${command}\` ${exit === null ? 'was ended by a signal' : `ended with exit code ${exit}`}${after(': ', line)}`,
  'probe-output': ({ command, pattern, line }) =>
    line === ''
      ? `\`${command}\` printed nothing, expected ${pattern}`
      : `\`${command}\` printed "${line}", expected ${pattern}`,
  'probe-timeout': ({ command, seconds }) => `\`${command}\` did not end within ${seconds} s`,
  'probe-failed': ({ command, error }) => `\`${command}\` could not be started: ${error}`,

  'variable-unset': ({ name }) => `${name} is not set yet`,
  'variable-mismatch': ({ name, value, pattern }) => `${name} is "${value}", which does not match ${pattern}`,

  'file-missing': ({ path }) => `there is no file ${path} yet`,
  'file-present': ({ path }) => `the file ${path} still exists`,
  'file-mismatch': ({ path, pattern }) => `nothing in the file ${path} matches ${pattern}`,
  'file-unreadable': ({ path, error }) => `the file ${path} cannot be read: ${error}`,
};

function range(min: number | null, max: number | null): string {
  if (min !== null && min === max) return `${min}`;
  if (min === null) return `at most ${max}`;
  return max === null ? `at least ${min}` : `${min} to ${max}`;
}
