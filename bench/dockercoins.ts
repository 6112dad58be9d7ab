import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { hostFiles } from '../src/practice/host/files.ts';
import { practiceCluster } from '../src/practice/launch.ts';

const run = promisify(execFile);
const lesson = join(import.meta.dirname, '..', 'lessons', 'dockercoins', 'files', 'dockercoins');

/** What the workshop does, up to ten workers. */
const deploy = `set -e
kubectl create deployment registry --image=registry:2
kubectl expose deployment registry --port=5000 --type=NodePort
kubectl rollout status deployment/registry
export REGISTRY=127.0.0.1:$(kubectl get service/registry -o 'jsonpath={.spec.ports[0].nodePort}') TAG=v0.1
docker compose -f dockercoins.yml build
docker compose -f dockercoins.yml push
kubectl create deployment redis --image=redis:7
kubectl expose deployment redis --port=6379
for name in hasher rng webui worker; do kubectl create deployment $name --image=$REGISTRY/$name:$TAG; done
for name in hasher rng webui; do kubectl expose deployment $name --port=80; done
kubectl scale deployment worker --replicas=10
for name in hasher rng webui worker; do kubectl rollout status deployment/$name; done`;

/** Long enough for every worker to have worked. */
const settling = 10_000;

/** Megabytes that the practice cluster's process takes while DockerCoins runs with ten workers. Linux only. */
export async function dockercoinsMemory(): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-bench-'));
  const cluster = practiceCluster({ dir, speed: 1, running: true });
  await cluster.start();
  try {
    await run('bash', ['-c', deploy], { cwd: lesson, env: { ...process.env, ...(await cluster.env()) } });
    await sleep(settling);
    const { pid } = JSON.parse(readFileSync(hostFiles(dir).address, 'utf8')) as { pid: number };
    return residentMegabytes(pid);
  } finally {
    await cluster.reset();
  }
}

/** The same of a Node.js process that does nothing. */
export async function bareMemory(): Promise<number> {
  const child = execFile(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
  await sleep(1_000);
  const size = residentMegabytes(child.pid ?? 0);
  child.kill();
  return size;
}

function residentMegabytes(pid: number): number {
  return Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
