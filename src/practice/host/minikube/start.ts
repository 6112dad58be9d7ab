import { release, type } from 'node:os';
import type { Machine } from '../machine.ts';
import { Exit, type Output } from './command.ts';

/** `minikube start`: says what the real one says, as far as it is true here. */
export async function start(
  machine: Machine,
  profile: string,
  ignored: string[],
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
  say(`😄  minikube v1.36.0 on ${type()} ${release()}, as the practice cluster of pilotage`);
  for (const name of ignored)
    say(`❗  --${kebab(name)} has no meaning for a practice cluster, and is ignored`);
  if (machine.running) {
    say('✨  Using the practice driver based on existing profile');
    say(`🏃  Updating the running practice "${profile}" node ...`);
  } else {
    say(`✨  Using the practice driver${machine.profile === undefined ? '' : ' based on existing profile'}`);
    say(`👍  Starting "${profile}" primary control-plane node in "${profile}" cluster`);
    if (machine.profile === undefined)
      say('🔥  Creating the practice node: a process on this machine, no virtual machine ...');
    else say(`🔄  Restarting existing practice node for "${profile}" ...`);
    await machine.start(profile);
    say(`🐳  Preparing Kubernetes ${await machine.version} ...`);
    say('    ▪ Booting up control plane ...');
  }
  say('🔎  Verifying Kubernetes components...');
  await machine.ready();
  say('🌟  Enabled addons: storage-provisioner, default-storageclass');
  say(`🏄  Done! kubectl is now configured to use "${profile}" cluster and "default" namespace by default`);
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
