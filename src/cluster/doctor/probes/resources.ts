import type { ResourceFacts } from '../gather/resources.ts';
import { type Finding, type Problem, problem } from '../problem.ts';
import type { SubjectCluster } from '../subject.ts';

const mebibyte = 2 ** 20;
const gibibyte = 2 ** 30;

/** What minikube asks for: it does not start on less than the first three; the last is what it advises. */
const minikube = { cpus: 2, memory: 1800, leastDisk: 2, disk: 20, freeMemory: 2000 };
/** Gibibytes for the practice cluster's images and pods, which are small. */
const practiceDisk = 0.5;
const link = 'https://minikube.sigs.k8s.io/docs/start/#what-youll-need';

export function judgeResources(facts: ResourceFacts, { kind }: SubjectCluster): Finding {
  const problems: Problem[] = [];
  const gigabytes = facts.disk && round(facts.disk.free / gibibyte);
  const found = kind === 'minikube' ? [`${facts.cpus} CPU`, `${round(facts.memory / gibibyte)} GiB RAM`] : [];
  if (gigabytes !== undefined) found.push(`${gigabytes} GiB in ${facts.disk?.path}`);
  if (kind === 'minikube') problems.push(...judgeMachine(facts));
  if (facts.disk && gigabytes !== undefined) {
    const { path, free } = facts.disk;
    const wanted = kind === 'minikube' ? minikube.disk : practiceDisk;
    const least = kind === 'minikube' ? minikube.leastDisk : 0;
    if (free < wanted * gibibyte) {
      const severity = free < least * gibibyte ? 'missing' : 'warning';
      const mend = kind === 'minikube' ? { command: 'docker system prune', link } : {};
      problems.push(
        problem(severity, 'disk-low', { path, gigabytes, wanted }, `${path}: ${gigabytes} GiB`, mend),
      );
    }
  }
  return { found, problems };
}

function judgeMachine({ cpus, memory, freeMemory }: ResourceFacts): Problem[] {
  const problems: Problem[] = [];
  const total = Math.floor(memory / mebibyte);
  if (cpus < minikube.cpus) {
    problems.push(problem('missing', 'cpus-few', { cpus, wanted: minikube.cpus }, `${cpus} CPU`, { link }));
  }
  if (total < minikube.memory) {
    const params = { megabytes: total, wanted: minikube.memory };
    problems.push(problem('missing', 'memory-small', params, `${total} MiB`, { link }));
  } else if (freeMemory !== undefined && freeMemory < minikube.freeMemory * mebibyte) {
    const megabytes = Math.floor(freeMemory / mebibyte);
    const params = { megabytes, wanted: minikube.freeMemory };
    problems.push(problem('warning', 'memory-taken', params, `MemAvailable: ${megabytes} MiB`, { link }));
  }
  return problems;
}

function round(number: number): number {
  return Math.floor(number * 10) / 10;
}
