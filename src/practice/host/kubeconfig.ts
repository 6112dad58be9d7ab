import { sync as writeFileAtomic } from 'write-file-atomic';

/** Writes the kubeconfig of the practice cluster: one cluster, user and context, named after the profile. */
export function writeKubeconfig(file: string, profile: string, server: string): void {
  const name = JSON.stringify(profile);
  writeFileAtomic(
    file,
    [
      'apiVersion: v1',
      'kind: Config',
      `current-context: ${name}`,
      'clusters:',
      `- name: ${name}`,
      '  cluster:',
      `    server: ${server}`,
      // Some clients refuse plain HTTP without this, and HTTP on loopback is all that there is.
      '    insecure-skip-tls-verify: true',
      'contexts:',
      `- name: ${name}`,
      '  context:',
      `    cluster: ${name}`,
      `    user: ${name}`,
      '    namespace: default',
      'users:',
      `- name: ${name}`,
      // Where clients leave out the path of the server, and the secret with it (`kubectl get --raw`), this has it.
      '  user:',
      '    as: minikube-user',
      '    as-user-extra:',
      `      practice-secret: [${JSON.stringify(new URL(server).pathname.split('/').at(-1))}]`,
      '',
    ].join('\n'),
    { mode: 0o600 },
  );
}
