import type { ReasonCatalogue } from './reasons.ts';

/** French puts a no-break space before a colon and inside its quotation marks. */
const colon = '\u00a0: ';
const quoted = (text: string) => `«\u00a0${text}\u00a0»`;
const inBrackets = (text: string) => (text === '' ? '' : ` (${text})`);
/** Where in an object or an answer; an empty path is the whole of it. */
const at = (object: string, path: string) => (path === '' ? object : `${object}${colon}${path}`);
const after = (mark: string, text: string) => (text === '' ? '' : `${mark}${text}`);
const states = { available: 'disponible(s)', ready: 'prêt(s)', updated: 'à jour' } as const;
const types: Record<string, string> = {
  string: 'la chaîne',
  number: 'le nombre',
  boolean: 'le booléen',
  object: "l'objet",
  array: 'le tableau',
  null: 'la valeur',
};
const typed = (type: string, value: string) => `${types[type] ?? type} ${value}`;

export const french: ReasonCatalogue = {
  'cluster-unreachable': ({ error }) => `le cluster ne répond pas${inBrackets(error)}`,
  'kubeconfig-missing': () => `il n'y a pas encore de cluster${colon}son kubeconfig n'est pas écrit`,
  'kubeconfig-broken': ({ path, error }) => `le kubeconfig ${path} est inutilisable${colon}${error}`,
  'nothing-listens': ({ address }) => `rien n'écoute sur ${address}`,
  'certificate-refused': ({ address, error }) =>
    `le certificat de ${address} n'est pas reconnu${colon}${error}`,
  'credentials-refused': ({ message }) => `le cluster refuse ces identifiants${after(colon, message)}`,
  'access-denied': ({ message }) => `accès refusé${colon}${message}`,
  'api-error': ({ status, message }) => `le serveur d'API répond ${status}${after(colon, message)}`,
  'resource-unknown': ({ resource }) => `le cluster ne connaît aucune ressource nommée ${resource}`,

  'object-missing': ({ object }) => `${object} n'existe pas encore`,
  'none-found': ({ resource, selector }) =>
    `aucun objet ${resource}${selector === '' ? '' : ` portant le label ${selector}`} pour l'instant`,
  'field-mismatch': ({ object, path, actual, expected }) =>
    `${at(object, path)} vaut ${actual}, attendu ${expected}`,
  'field-unset': ({ object, path, expected }) => `${at(object, path)} n'est pas défini, attendu ${expected}`,
  'field-type': ({ object, path, actual, actualType, expected, expectedType }) =>
    `${at(object, path)} est ${typed(actualType, actual)}, attendu ${typed(expectedType, expected)}`,
  'array-length': ({ object, path, actual, expected }) =>
    `${at(object, path)} a ${actual} ${actual < 2 ? 'élément' : 'éléments'}, attendu ${expected}`,
  'replicas-short': ({ object, state, actual, expected }) =>
    `${object}${colon}${actual} sur ${expected} ${states[state]}`,
  'count-mismatch': ({ resource, found, min, max }) =>
    `${resource} qui correspondent${colon}${found}, attendu ${range(min, max)}`,
  'still-there': ({ object }) => `${object} existe encore`,
  'expression-invalid': ({ expression, error }) =>
    `l'expression ${expression} de la vérification ne fonctionne pas${colon}${error}`,

  'image-missing': ({ pod, image }) =>
    `le pod ${pod} attend${colon}ErrImagePull, ${image} n'est pas dans le registre`,
  'image-registry-unreachable': ({ pod, image, registry }) =>
    `le pod ${pod} attend${colon}ErrImagePull, le registre ${registry} ne répond pas (image ${image})`,
  'image-registry-plain-http': ({ pod, image, registry }) =>
    `le pod ${pod} attend${colon}ErrImagePull, le registre ${registry} parle HTTP alors que le nœud attend HTTPS (image ${image})`,
  'image-denied': ({ pod, image }) =>
    `le pod ${pod} attend${colon}ErrImagePull, ${image} n'existe pas ou son registre exige une connexion`,
  'image-rate-limited': ({ pod, image }) =>
    `le pod ${pod} attend${colon}ErrImagePull, le registre de ${image} a reçu trop de demandes depuis cette adresse`,
  'image-name-invalid': ({ pod, image }) =>
    `le pod ${pod} attend${colon}InvalidImageName, ${image} n'est pas un nom d'image`,
  'image-never-pulled': ({ pod, image }) =>
    `le pod ${pod} attend${colon}ErrImageNeverPull, ${image} n'est pas sur le nœud et ne doit pas être téléchargée`,
  'image-pull-failed': ({ pod, image, message }) =>
    `le pod ${pod} attend${colon}ErrImagePull, ${image}${colon}${message}`,
  'crash-loop': ({ pod, exit, line }) =>
    `${exit === 0 ? `le pod ${pod} se termine sans cesse, avec le code 0` : `le pod ${pod} plante sans cesse, avec le code ${exit}`}${after(`, dernière ligne du journal${colon}`, line)}`,
  'out-of-memory': ({ pod }) =>
    `le pod ${pod} a été tué${colon}il a dépassé sa limite de mémoire (OOMKilled)`,
  'pod-waiting': ({ pod, state, message }) => `le pod ${pod} attend${colon}${state}${after(', ', message)}`,
  'pod-failed': ({ pod, message }) => `le pod ${pod} a échoué${after(colon, message)}`,
  unschedulable: ({ pod, message }) => `le pod ${pod} ne tient sur aucun nœud${colon}${message}`,
  'probe-failing': ({ pod, message }) => `le pod ${pod} tourne mais n'est pas prêt${colon}${message}`,
  'pod-not-ready': ({ pod }) => `le pod ${pod} tourne mais n'est pas prêt`,
  'pods-refused': ({ object, message }) => `${object} n'a pas le droit de créer ses pods${colon}${message}`,
  'scaled-to-zero': ({ object }) => `${object} est réduit à 0 réplica`,
  paused: ({ object }) => `le déploiement de ${object} est en pause`,
  'being-deleted': ({ object }) => `${object} est en cours de suppression`,
  'log-complains': ({ pod, line }) => `le pod ${pod} tourne, mais son journal dit${colon}${line}`,
  'node-not-ready': ({ node, message }) => `le nœud ${node} n'est pas prêt${after(colon, message)}`,
  'warning-event': ({ object, message }) => `${object}${colon}${message}`,
  'did-you-mean': ({ object }) => `il existe ${object}${colon}est-ce celui-là\u00a0?`,
  'other-namespace': ({ object, namespace }) => `${object} existe dans le namespace ${namespace}`,

  'service-selects-nothing': ({ service, selector }) =>
    `le service ${service} sélectionne ${selector}, et aucun pod ne porte ce label`,
  'labels-are': ({ object, labels }) => `${object} porte ${labels}`,
  'service-no-selector': ({ service }) =>
    `le service ${service} n'a pas de sélecteur, donc aucun pod derrière lui`,
  'service-pods-not-ready': ({ service }) => `aucun des pods derrière le service ${service} n'est prêt`,
  'target-port-unknown': ({ service, port, ports }) =>
    `le service ${service} envoie au port nommé ${port}, mais ses pods ${ports === '' ? "n'en nomment aucun" : `nomment ${ports}`}`,
  'target-port-elsewhere': ({ service, port, ports }) =>
    `le service ${service} envoie au port ${port} de ses pods, qui annoncent écouter sur ${ports}`,
  'target-port-refuses': ({ service, port }) =>
    `le service ${service} envoie au port ${port} de ses pods${colon}rien ne semble y écouter`,
  'no-such-node-port': ({ port }) => `aucun Service n'a le NodePort ${port}`,
  'node-ports-are': ({ ports }) => `ceux-ci en ont un${colon}${ports}`,
  'not-a-node-port': ({ service, type }) =>
    `le service ${service} est de type ${type}, qui n'a pas de NodePort`,

  'http-unreachable': ({ url, error }) => `${url} ne répond pas${inBrackets(error)}`,
  'http-timeout': ({ url, seconds }) => `${url} ne donne aucune réponse en ${seconds}\u00a0s`,
  'http-status': ({ url, actual, expected }) => `${url} répond ${actual}, attendu ${expected}`,
  'http-body': ({ url, pattern }) => `la réponse de ${url} ne correspond pas à ${pattern}`,
  'http-not-json': ({ url }) => `la réponse de ${url} n'est pas du JSON`,
  'url-invalid': ({ url }) => `${url} n'est pas une URL`,
  'no-value-yet': ({ expression }) => `${expression} n'a pas encore de valeur`,
  'not-a-number': ({ expression, value }) => `${expression} vaut ${value}, qui n'est pas un nombre`,
  'first-value': ({ expression, value }) =>
    `${expression} vaut ${value}${colon}on attend de le voir augmenter`,
  'not-rising': ({ expression, value }) => `${expression} reste à ${value}`,

  'no-log-yet': ({ object }) => `${object} n'a encore rien écrit dans son journal`,
  'log-no-match': ({ object, pattern }) =>
    `aucune ligne du journal de ${object} ne correspond encore à ${pattern}`,
  'log-forbidden-line': ({ object, line }) => `le journal de ${object} dit${colon}${line}`,
  'log-unreadable': ({ object, message }) => `le journal de ${object} est illisible${colon}${message}`,

  'command-exit': ({ exit, line }) =>
    `${exit === null ? 'un signal a mis fin à la commande' : `la commande s'est terminée avec le code ${exit}`}${after(colon, line)}`,
  'command-timeout': ({ seconds }) => `la commande ne s'est pas terminée en ${seconds}\u00a0s`,
  'leaves-cluster': ({ words }) =>
    `la commande n'a pas été lancée${colon}${words} sortirait du cluster de cette session. Dans un terminal à vous, vous pouvez le faire`,
  'no-longer-so': () => "c'était fait, et ne l'est plus",
  'output-mismatch': ({ pattern, line }) =>
    line === ''
      ? `la commande n'a rien affiché, attendu ${pattern}`
      : `la commande a affiché ${quoted(line)}, attendu ${pattern}`,
  'probe-exit': ({ command, exit, line }) =>
    `${exit === null ? `un signal a mis fin à \`${command}\`` : `\`${command}\` s'est terminé avec le code ${exit}`}${after(colon, line)}`,
  'probe-output': ({ command, pattern, line }) =>
    line === ''
      ? `\`${command}\` n'a rien affiché, attendu ${pattern}`
      : `\`${command}\` a affiché ${quoted(line)}, attendu ${pattern}`,
  'probe-timeout': ({ command, seconds }) => `\`${command}\` ne s'est pas terminé en ${seconds}\u00a0s`,
  'probe-failed': ({ command, error }) => `\`${command}\` n'a pas pu démarrer${colon}${error}`,

  'variable-unset': ({ name }) => `${name} n'est pas encore définie`,
  'variable-mismatch': ({ name, value, pattern }) =>
    `${name} vaut ${quoted(value)}, ce qui ne correspond pas à ${pattern}`,

  'file-missing': ({ path }) => `le fichier ${path} n'existe pas encore`,
  'file-present': ({ path }) => `le fichier ${path} existe encore`,
  'file-mismatch': ({ path, pattern }) => `rien dans le fichier ${path} ne correspond à ${pattern}`,
  'file-unreadable': ({ path, error }) => `le fichier ${path} est illisible${colon}${error}`,
};

function range(min: number | null, max: number | null): string {
  if (min !== null && min === max) return `${min}`;
  if (min === null) return `au plus ${max}`;
  return max === null ? `au moins ${min}` : `de ${min} à ${max}`;
}
