/**
 * Why a check is not green, or a step failed. A reason is data, so that the journal keeps it and each learner reads it
 * in their own language; `say.ts` turns it into words. Its cause, where one is known, follows after a semicolon.
 *
 * `object` is a kind and a name as kubectl users say it (`deployment registry`); `actual` and `expected` are values as
 * JSON shows them. Nothing here may change from one look to the next while the trouble stays the same (a count of
 * restarts, an age), or the verdict would never settle.
 */
export interface ReasonParams {
  /** The API server does not answer. `error` is the machine's own word for it (ECONNREFUSED), if it has one. */
  'cluster-unreachable': { error: string };
  'kubeconfig-missing': { path: string };
  'kubeconfig-broken': { path: string; error: string };
  'nothing-listens': { address: string };
  'certificate-refused': { address: string; error: string };
  'credentials-refused': { message: string };
  'access-denied': { message: string };
  'api-error': { status: number; message: string };
  'resource-unknown': { resource: string };

  'object-missing': { object: string };
  'none-found': { resource: string; selector: string };
  'field-mismatch': { object: string; path: string; actual: string; expected: string };
  'field-unset': { object: string; path: string; expected: string };
  'field-type': {
    object: string;
    path: string;
    actual: string;
    actualType: string;
    expected: string;
    expectedType: string;
  };
  'array-length': { object: string; path: string; actual: number; expected: number };
  'replicas-short': {
    object: string;
    state: 'available' | 'ready' | 'updated';
    actual: number;
    expected: number;
  };
  'count-mismatch': { resource: string; found: number; min: number | null; max: number | null };
  'still-there': { object: string };
  'expression-invalid': { expression: string; error: string };

  'image-missing': { pod: string; image: string };
  'image-registry-unreachable': { pod: string; image: string; registry: string };
  'image-registry-plain-http': { pod: string; image: string; registry: string };
  'image-denied': { pod: string; image: string };
  'image-rate-limited': { pod: string; image: string };
  'image-name-invalid': { pod: string; image: string };
  'image-never-pulled': { pod: string; image: string };
  'image-pull-failed': { pod: string; image: string; message: string };
  /** `line` is the last line of its log, empty when there is none. */
  'crash-loop': { pod: string; exit: number; line: string };
  'out-of-memory': { pod: string };
  'pod-waiting': { pod: string; state: string; message: string };
  'pod-failed': { pod: string; message: string };
  unschedulable: { pod: string; message: string };
  'probe-failing': { pod: string; message: string };
  'pod-not-ready': { pod: string };
  'pods-refused': { object: string; message: string };
  'scaled-to-zero': { object: string };
  paused: { object: string };
  'being-deleted': { object: string };
  /** It runs and is ready, and yet its log tells of an error. */
  'log-complains': { pod: string; line: string };
  'node-not-ready': { node: string; message: string };
  'warning-event': { object: string; message: string };
  'did-you-mean': { object: string };
  'other-namespace': { object: string; namespace: string };

  'service-selects-nothing': { service: string; selector: string };
  'labels-are': { object: string; labels: string };
  'service-no-selector': { service: string };
  'service-pods-not-ready': { service: string };
  'target-port-unknown': { service: string; port: string; ports: string };
  'target-port-elsewhere': { service: string; port: string; ports: string };
  'target-port-refuses': { service: string; port: string };
  'no-such-node-port': { port: number };
  /** Which NodePorts there are: `registry 31234, webui 30080`. */
  'node-ports-are': { ports: string };
  'not-a-node-port': { service: string; type: string };

  'http-unreachable': { url: string; error: string };
  'http-timeout': { url: string; seconds: number };
  'http-status': { url: string; actual: number; expected: string };
  'http-body': { url: string; pattern: string };
  'http-not-json': { url: string };
  'url-invalid': { url: string };
  'no-value-yet': { expression: string };
  'not-a-number': { expression: string; value: string };
  'first-value': { expression: string; value: string };
  'not-rising': { expression: string; value: string };

  'no-log-yet': { object: string };
  'log-no-match': { object: string; pattern: string };
  'log-forbidden-line': { object: string; line: string };
  'log-unreadable': { object: string; message: string };

  'command-exit': { exit: number | null; line: string };
  'command-timeout': { seconds: number };
  /** It was stopped before it ran: `words` of it would have reached another cluster. */
  'leaves-cluster': { words: string };
  'output-mismatch': { pattern: string; line: string };
  /** Of a command that a check runs: `command` is as much of it as fits a line. */
  'probe-exit': { command: string; exit: number | null; line: string };
  'probe-output': { command: string; pattern: string; line: string };
  'probe-timeout': { command: string; seconds: number };
  'probe-failed': { command: string; error: string };

  /** What a finished step achieved has been lost since; its cause says what. */
  'no-longer-so': Record<string, never>;

  'variable-unset': { name: string };
  'variable-mismatch': { name: string; value: string; pattern: string };

  'file-missing': { path: string };
  'file-present': { path: string };
  'file-mismatch': { path: string; pattern: string };
  'file-unreadable': { path: string; error: string };
}

export type ReasonId = keyof ReasonParams;

export type Reason = {
  [Id in ReasonId]: { readonly id: Id; readonly params: ReasonParams[Id]; readonly cause?: Reason };
}[ReasonId];

/** The words for every reason, in one language. A missing key does not compile. */
export type ReasonCatalogue = { readonly [Id in ReasonId]: (params: ReasonParams[Id]) => string };
