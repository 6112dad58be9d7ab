/** A habit of old decks, and what it is today. */
export interface Idiom {
  readonly pattern: RegExp;
  readonly now: string | ((...found: string[]) => string);
  readonly why: string;
}

export const idioms: readonly Idiom[] = [
  {
    pattern: /\bdocker-compose(?=\s)/g,
    now: 'docker compose',
    why: '`docker-compose` is `docker compose` since version 2',
  },
  {
    pattern:
      /(\bkubectl get [^|\n]{0,500}?)(?:-o[= ]?|--output[= ])json *\| *jq (?:-r |--raw-output )?(["']?)(\.[\w.[\]-]+)\2/g,
    now: (_, get = '', __ = '', path = '') => `${get}-o jsonpath='{${path.replaceAll('[]', '[*]')}}'`,
    why: 'kubectl picks a value itself (`-o jsonpath`): nobody has to install jq',
  },
  {
    pattern: /(\bkubectl\b[^\n;|&]{0,500}?) --record(?:=\w+)?(?![\w-])/g,
    now: '$1',
    why: '`--record` is deprecated: nothing replaces it',
  },
  {
    pattern: /(\bkubectl\b[^\n;|&]{0,500}?) --dry-run(?:=true)?(?![\w=-])/g,
    now: '$1 --dry-run=client',
    why: '`--dry-run` must say where since kubectl 1.23',
  },
  {
    pattern: /(\bkubectl drain\b[^\n;|&]{0,500}?) --delete-local-data(?![\w-])/g,
    now: '$1 --delete-emptydir-data',
    why: '`--delete-local-data` has another name since kubectl 1.20',
  },
  {
    pattern: /(\bkubectl delete\b[^\n;|&]{0,500}?) --cascade=false(?![\w-])/g,
    now: '$1 --cascade=orphan',
    why: '`--cascade` is no yes or no since kubectl 1.20',
  },
  {
    pattern: /(\bkubectl get\b[^\n;|&]{0,500}?) (?:--show-all|--export)(?![\w-])/g,
    now: '$1',
    why: '`kubectl get` has no `--show-all` and no `--export` any more',
  },
  {
    pattern: /(\bkubectl exec (?:(?:-[nc] \S+|--?\w[\w=-]*) ){0,9}[\w$./{}-]+) (?=[^\s-])/g,
    now: '$1 -- ',
    why: '`kubectl exec` wants -- before the command since 1.31',
  },
  {
    pattern: /(\bminikube start\b[^\n;|&]{0,500}?) --vm-driver[= ]/g,
    now: '$1 --driver=',
    why: "minikube's `--vm-driver` is `--driver`",
  },
  {
    pattern: /\b(?:k8s\.gcr\.io|gcr\.io\/google_containers)\//g,
    now: 'registry.k8s.io/',
    why: "Kubernetes' own images moved to registry.k8s.io",
  },
  {
    pattern: /^([ \t]*)watch (?:-\w+ (?:[\d.]+ )?)*(?=(?:kubectl|docker|curl)\b)/gm,
    now: '$1',
    why: '`watch` never ends: the step looks once, and its checks wait',
  },
];

/** What is gone without something that would take its place word by word. */
export const gone: readonly (readonly [pattern: RegExp, what: string, next: string])[] = [
  [
    /\bkubectl rolling-update\b/,
    '`kubectl rolling-update` is gone',
    'use a Deployment, and `kubectl rollout`',
  ],
  [
    /\bkubectl get (?:cs|componentstatus(?:es)?)\b/,
    '`componentstatuses` is deprecated and says little',
    'ask `kubectl get --raw=/readyz?verbose`',
  ],
  [/\bhelm init\b|\btiller\b/i, 'Helm has no Tiller since version 3', 'leave `helm init` out'],
  [
    /\bdocker-machine\b/,
    'docker-machine is no longer maintained',
    'use minikube, or a virtual machine of your own',
  ],
  [
    /node-role\.kubernetes\.io\/master/,
    "the control plane's label and taint have another name since 1.24",
    'write node-role.kubernetes.io/control-plane',
  ],
  [
    /\bPodSecurityPolicy\b|\bpodsecuritypolic(?:y|ies)\b/,
    'PodSecurityPolicy is gone since 1.25',
    'use Pod Security admission',
  ],
  [
    /\bkubectl (?:run|create|exec|attach)\b[^\n]{0,500}\s(?:-ti|-it|--stdin)\b|\bdocker (?:run|exec)\b[^\n]{0,500}\s(?:-ti|-it)\b/,
    'it waits for somebody to type',
    'give it a command, and leave -ti out',
  ],
];
