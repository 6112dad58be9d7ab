import type { NodeSpec } from '../../node/nodes.ts';
import type { Machine } from '../machine.ts';

interface StatusOptions {
  readonly output: string;
  /** A Go template. */
  readonly format?: string;
  readonly node?: string;
}

/** `minikube status`: a part for every node. */
export function status(machine: Machine, { output, format, node }: StatusOptions) {
  const nodes = machine.nodes.filter(
    ({ name }) => node === undefined || name === node || name === `${machine.profile}-${node}`,
  );
  const all = nodes.map((one) => stateOf(machine, one));
  const isDown = all.some(({ Host }) => Host === 'Stopped');
  if (format !== undefined) return { text: all.map((one) => filled(format, one)).join(''), isDown };
  if (output === 'json') return { text: `${JSON.stringify(all.length === 1 ? all[0] : all)}\n`, isDown };
  return { text: all.map(paragraph).join(''), isDown };
}

function stateOf(machine: Machine, { name, number, isStopped }: NodeSpec) {
  const host = machine.running && !isStopped ? 'Running' : 'Stopped';
  const isWorker = number > 1;
  return {
    Name: name,
    Host: host,
    Kubelet: host,
    APIServer: isWorker ? 'Irrelevant' : host,
    Kubeconfig: isWorker ? 'Irrelevant' : machine.running ? 'Configured' : 'Stopped',
    Worker: isWorker,
  };
}

type State = ReturnType<typeof stateOf>;

function filled(format: string, state: State): string {
  return format.replaceAll(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name) =>
    String(state[name as keyof State] ?? '<no value>'),
  );
}

function paragraph({ Name, Host, Kubelet, APIServer, Kubeconfig, Worker }: State): string {
  const both = `${Name}\ntype: ${Worker ? 'Worker' : 'Control Plane'}\nhost: ${Host}\nkubelet: ${Kubelet}\n`;
  return `${both}${Worker ? '' : `apiserver: ${APIServer}\nkubeconfig: ${Kubeconfig}\n`}\n`;
}
