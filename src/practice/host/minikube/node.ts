import type { Command } from 'commander';
import { nodeAddress } from '../../node/network/addresses.ts';
import type { NodeSpec } from '../../node/nodes.ts';
import type { Machine } from '../machine.ts';
import { Exit, type Output } from './command.ts';
import { startWorker } from './start.ts';

/** `minikube node …`: one node of a cluster of several. */
export function addNodeCommands(root: Command, machine: Machine, output: Output, mustRun: () => void): void {
  const say = (text: string) => output.stdout(`${text}\n`);
  const node = root.command('node').description('the nodes of the cluster');
  const worker = (wanted: string, error: string): NodeSpec => {
    const found = nodeNamed(machine, wanted, output, error);
    if (found.number > 1) return found;
    output.stderr(
      `❌  Exiting due to ${error}: ${found.name} is the control plane: without it there is no cluster\n`,
    );
    output.stderr('👉  minikube stop and minikube delete are for the whole cluster.\n');
    throw new Exit(80);
  };
  node
    .command('list')
    .description('their names and addresses')
    .action(() => {
      mustRun();
      for (const { name, number } of machine.nodes) say(`${name}\t${nodeAddress(number)}`);
    });
  node
    .command('add')
    .description('one more')
    .option('--worker', 'as a worker, which is the only way here', true)
    .action(async () => {
      mustRun();
      const added = machine.addNode();
      say(`😄  Adding node ${short(machine, added)} to cluster ${machine.profile} as [worker]`);
      startWorker(machine, added, say);
      await machine.ready();
      say(`🏄  Successfully added ${short(machine, added)} to ${machine.profile}!`);
    });
  node
    .command('delete')
    .description('takes one away, with its pods')
    .argument('<name>')
    .action(async (name: string) => {
      mustRun();
      const found = worker(name, 'GUEST_NODE_DELETE');
      say(`🔥  Deleting node ${short(machine, found)} from cluster ${machine.profile}`);
      await machine.removeNode(found.name);
      say(`💀  Node ${short(machine, found)} was successfully deleted.`);
    });
  node
    .command('stop')
    .description('as if its machine were switched off')
    .argument('<name>')
    .action(async (name: string) => {
      mustRun();
      const found = worker(name, 'GUEST_NODE_RETRIEVE');
      say(`✋  Stopping node "${found.name}"  ...`);
      await machine.stopNode(found.name);
      say(`🛑  Successfully stopped node ${found.name}`);
    });
  node
    .command('start')
    .description('one that was stopped')
    .argument('<name>')
    .action(async (name: string) => {
      mustRun();
      const found = nodeNamed(machine, name, output, 'GUEST_NODE_RETRIEVE');
      if (!found.isStopped) {
        say(`😄  ${found.name} is already running`);
        return;
      }
      machine.startNode(found.name);
      startWorker(machine, found, say);
      await machine.ready();
      say(`🏄  Successfully started node ${found.name}!`);
    });
}

/** `m02` and `minikube-m02` are the same one. */
export function nodeNamed(machine: Machine, wanted: string, output: Output, error: string): NodeSpec {
  const found = machine.nodes.find(({ name }) => name === wanted || name === `${machine.profile}-${wanted}`);
  if (found) return found;
  output.stderr(`❌  Exiting due to ${error}: retrieving node: Could not find node ${wanted}\n`);
  output.stderr('👉  minikube node list shows those that there are.\n');
  throw new Exit(85);
}

function short({ profile }: Machine, { name }: NodeSpec): string {
  return name.startsWith(`${profile}-`) ? name.slice(`${profile}-`.length) : name;
}
