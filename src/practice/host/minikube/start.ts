import { release, type } from 'node:os';
import { mostNodes } from '../../node/network/addresses.ts';
import type { NodeSpec } from '../../node/nodes.ts';
import type { Machine } from '../machine.ts';
import { Exit, type Output } from './command.ts';

export interface StartOptions {
  readonly nodes: string;
  /** Names of flags that were given and change nothing. */
  readonly ignored: readonly string[];
}

/** `minikube start`: says what the real one says, as far as it is true here. */
export async function start(
  machine: Machine,
  profile: string,
  { nodes, ignored }: StartOptions,
  output: Output,
): Promise<void> {
  const say = (text: string) => output.stdout(`${text}\n`);
  if (machine.profile !== undefined && machine.profile !== profile) {
    output.stderr(
      `❌  Exiting due to PROFILE: the practice cluster has one profile, and "${machine.profile}" is it.\n`,
    );
    output.stderr(`👉  minikube delete -p ${machine.profile} makes room for another.\n`);
    throw new Exit(14);
  }
  const wanted = Number(nodes);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > mostNodes) {
    output.stderr(
      `❌  Exiting due to MK_USAGE: --nodes is a number from 1 to ${mostNodes}, and not ${nodes}\n`,
    );
    throw new Exit(14);
  }
  const isNew = machine.profile === undefined;
  say(`😄  minikube v1.36.0 on ${type()} ${release()}, as the practice cluster of pilotage`);
  for (const name of ignored)
    say(`❗  --${kebab(name)} has no meaning for a practice cluster, and is ignored`);
  if (machine.running) {
    say('✨  Using the practice driver based on existing profile');
    say(`🏃  Updating the running practice "${profile}" node ...`);
  } else {
    say(`✨  Using the practice driver${isNew ? '' : ' based on existing profile'}`);
    say(`👍  Starting "${profile}" primary control-plane node in "${profile}" cluster`);
    if (isNew) say('🔥  Creating the practice node: a process on this machine, no virtual machine ...');
    else say(`🔄  Restarting existing practice node for "${profile}" ...`);
    await machine.start(profile);
    say(`🐳  Preparing Kubernetes ${await machine.version} ...`);
    say('    ▪ Booting up control plane ...');
  }
  say('🔎  Verifying Kubernetes components...');
  await machine.ready();
  say('🌟  Enabled addons: storage-provisioner, default-storageclass');
  if (isNew) for (let count = 1; count < wanted; count += 1) startWorker(machine, machine.addNode(), say);
  else if (wanted > machine.nodes.length)
    say(`❗  The cluster has ${machine.nodes.length} already: add to them with "minikube node add"`);
  if (machine.nodes.length > 1) await machine.ready();
  say(`🏄  Done! kubectl is now configured to use "${profile}" cluster and "default" namespace by default`);
}

/** What is said of a node that joins a cluster. */
export function startWorker({ profile }: Machine, { name }: NodeSpec, say: (text: string) => void): void {
  say('');
  say(`👍  Starting "${name}" worker node in "${profile}" cluster`);
  say('🔎  Verifying Kubernetes components...');
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
