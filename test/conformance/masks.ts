/** What differs from run to run or from cluster to cluster, and the word that stands for it. */
const MASKS: readonly [RegExp, string][] = [
  // What an API server prints as the difference of two objects has the one or the other, so that nobody relies on it.
  [/\u00a0/g, ' '],
  [/(?<=LIVE-|MERGED-)\w+/g, 'FOLDER'],
  [/^(---|\+\+\+)(.*)\t.*/gm, '$1$2'],
  [/kubectl\.1\.\d+/g, 'kubectl'],
  [/^E\d{4} .*memcache\.go.*\n/gm, ''],
  [/^([IWE])\d{4} [\d:.]+ +\d+ (\w+\.go):\d+\]/gm, '$1 $2]'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID'],
  [/sha256:[0-9a-f]{64}/g, 'DIGEST'],
  [/(?<=kube-api-access-)\w{5}\b/g, 'HASH'],
  [/(?<=default-token-)\w{5}\b/g, 'HASH'],
  [/\b(?:docker|containerd):\/\/[0-9a-f]{64}/g, 'CONTAINER'],
  [/\b[0-9a-f]{64}\b/g, 'CONTAINER-ID'],
  [/(?<=Image size: )\d+/g, 'SIZE'],
  // A node names an image by any of the registries that it has been pulled from, and by any of its tags.
  [/(?<=\b(?:image|imageID|Image ID): +)[\d.]+:\d+\/(?=[-\w]+[:@])/g, 'docker.io/library/'],
  [/(?<=image: docker\.io\/library\/[-\w]+:)[-.\w]+/g, 'TAG'],
  // A kubelet that is busy mounts again, and says so.
  [/^.*MountVolume\.SetUp failed .*: failed to sync \w+ cache: timed out.*\n/gm, ''],
  [/\b\d+(?:\.\d+)?(?:ms|µs)\b|\b\d+\.\d+s\b/g, 'AGE'],
  [/(?<=[a-z]-)[a-z0-9]{8,10}-[a-z0-9]{5}\b/g, 'HASH-POD'],
  [/(?<=(?:pod-template-hash|controller-revision-hash)[=:] ?)[\w-]+/g, 'HASH'],
  [/(?<=[a-z]-)[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, 'HASH'],
  [/(?<=[a-z]-)[bcdfghjklmnpqrstvwxz2456789]{8,10}\b/g, 'HASH'],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'],
  [/\w{3}, \d\d \w{3} \d{4} [\d:]{8} [-+]\d{4}/g, 'TIME'],
  [/(?<="resourceVersion":)"\d+"/g, 'VERSION'],
  [/(?<=practice-secret:\s+- )\S+/g, 'SECRET'],
  [/\beyJ[-\w]+\.[-\w]+\.[-\w]+/g, 'TOKEN'],
  [/resourceVersion: "\d+"/g, 'resourceVersion: VERSION'],
  [/"resourceVersion": "\d+"/g, '"resourceVersion": VERSION'],
  [/10\.(?:9[6-9]|1[01]\d)\.\d+\.\d+/g, 'CLUSTER-IP'],
  [/10\.244\.\d+\.\d+/g, 'POD-IP'],
  [/192\.168\.49\.2|10\.245\.0\.1/g, 'NODE-IP'],
  [/https?:\/\/(?:127\.0\.0\.1|NODE-IP):\d+(?:\/c\/[-\w]+)?/g, 'SERVER'],
  [/\d{4}-\d\d-\d\d [\d:]{8} \+0000 UTC/g, 'TIME'],
  [/(?<=-(?:HASH|POD|\w+)\.|[a-z]\.)[0-9a-f]{16}\b/g, 'EVENT'],
  [/(?<=Resource Version: +)\d+/g, 'VERSION'],
  [/(?<=Kustomize Version: ).*/g, 'VERSION'],
  [/\b3[0-2]\d{3}\b/g, 'NODE-PORT'],
  [/\S+ +\d+% +\d+Mi +\d+%/g, 'CPU MEMORY'],
  [/\b(?:minikube|node1)\b/g, 'NODE'],
  [/\bv1\.\d\d\.\d+(?:[-+.\w]*)/g, 'VERSION'],
  [/\b(?:\d+d)?(?:\d+h)?(?:\d+m)?\d+s\b|\b\d+m\b(?= )|<invalid>/g, 'AGE'],
  [/(?<=\S) {2,}/g, '  '],
  [/AGE \(x\d+ over AGE\)/g, 'AGE'],
  [/ +$/gm, ''],
  [/\bAGE +\d+Mi$/gm, 'CPU MEMORY'],
];

/** Masks a text; runs of spaces too, for they follow the lengths of what is masked. */
export function mask(text: string, namespace: string, folder: string): string {
  const named = text.replaceAll(folder, 'FOLDER').replaceAll(namespace, 'NAMESPACE');
  const masked = MASKS.reduce((rest, [pattern, name]) => rest.replace(pattern, name), named);
  return masked.replace(EVENTS, (_, head: string, rows: string) => head + sortedRows(rows));
}

/** The table of a description: events of the same second have no order. */
const EVENTS = /(^ *-{4} {2}-{6} {2}-{3,4} {2}-{4} {2}-{7}\n)((?: *(?:Normal|Warning) .*\n)+)/gm;

const sortedRows = (rows: string): string => `${rows.trimEnd().split('\n').sort().join('\n')}\n`;
