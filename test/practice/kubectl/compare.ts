import { runKubectl } from '../../../src/practice/tools/kubectl/run.ts';
import { type Client, installedClients, type Output } from '../support/kubectl.ts';

/** The client whose words ours follows; near versions say a few things otherwise. */
export function referenceClient(): Client | undefined {
  const clients = installedClients();
  return clients.find(({ version }) => version === '1.33');
}

/** For the titles of tests that are skipped. */
export const whyNoReference = referenceClient() ? '' : ' (skipped: kubectl 1.33 is not installed here)';

/** Splits a command line as a shell would: quotes group, nothing expands. */
export function words(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|"(?:[^"\\]|\\.)*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(
      /'([^']*)'|"((?:[^"\\]|\\.)*)"/g,
      (_, single, double) => single ?? double.replace(/\\(.)/g, '$1'),
    ),
  );
}

/** Runs our kubectl in this process. */
export async function own(args: readonly string[], kubeconfig: string): Promise<Output> {
  let stdout = '';
  let stderr = '';
  const code = await runKubectl(['--kubeconfig', kubeconfig, ...args], {
    out: (data) => {
      stdout += typeof data === 'string' ? data : Buffer.from(data).toString('utf8');
    },
    err: (data) => {
      stderr += data;
    },
    stdin: process.stdin,
  });
  return { code, stdout, stderr };
}

const MASKS: readonly [RegExp, string][] = [
  [/(?<=LIVE-|MERGED-)\w+/g, 'FOLDER'],
  [/^(---|\+\+\+)(.*)\t.*/gm, '$1$2'],
  [/kubectl\.1\.\d+/g, 'kubectl'],
  [/^E\d{4} .*memcache\.go.*\n/gm, ''],
  [/^W\d{4} [\d:.]+ +\d+ /gm, 'W '],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID'],
  [/(?<=[a-z]-)[a-z0-9]{8,10}-[a-z0-9]{5}\b/g, 'HASH-POD'],
  [/(?<=pod-template-hash[=:] ?)\w+/g, 'HASH'],
  [/(?<=[a-z]-)(?=[a-z0-9]*\d)[bcdfghjklmnpqrstvwxz2456789]{8,10}\b/g, 'HASH'],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'],
  [/\w{3}, \d\d \w{3} \d{4} [\d:]{8} [-+]\d{4}/g, 'TIME'],
  [/resourceVersion: "\d+"/g, 'resourceVersion'],
  [/10\.(?:9[6-9]|1[01]\d)\.\d+\.\d+/g, 'CLUSTER-IP'],
  [/10\.244\.\d+\.\d+/g, 'POD-IP'],
  [/\b3[0-2]\d{3}\b/g, 'NODE-PORT'],
  [/\b(?:\d+h)?(?:\d+m)?\d+s\b|<invalid>/g, 'AGE'],
  [/ {2,}/g, '  '],
];

/** What differs from run to run, taken out; runs of spaces too, for they follow the lengths. */
export function mask(text: string, namespace: string): string {
  const named = text.replaceAll(namespace, 'NAMESPACE');
  return MASKS.reduce((masked, [pattern, name]) => masked.replace(pattern, name), named);
}

export function maskOutput({ code, stdout, stderr }: Output, namespace: string): Output {
  return { code, stdout: mask(stdout, namespace), stderr: mask(stderr, namespace) };
}
