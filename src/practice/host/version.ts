import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';

/** Which Kubernetes the cluster answers as, where there is no kubectl to go by. */
const usual = 'v1.34.1';

/**
 * The version of Kubernetes that the cluster is, as `v1.34.1`: that of the kubectl on PATH, so that no client finds
 * itself too old or too new for it. One packaging of kubectl even hands over to the client of the server's own minor
 * version, and fails where it has none.
 */
export async function kubernetesVersion(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('kubectl', ['version', '--client', '-o', 'json'], {
      timeout: 10_000,
      // A kubectl may ask the current cluster even for its own version, and that cluster is none of our business.
      env: { ...process.env, KUBECONFIG: devNull },
    });
    const version = JSON.parse(stdout).clientVersion?.gitVersion;
    return /^v\d+\.\d+\.\d+/.exec(version)?.[0] ?? usual;
  } catch {
    return usual;
  }
}
