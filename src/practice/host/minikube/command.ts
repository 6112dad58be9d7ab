import { Command, CommanderError } from 'commander';
import type { Machine } from '../machine.ts';
import { addNodeCommands, nodeNamed } from './node.ts';
import { serviceList, serviceUrl } from './service.ts';
import { start } from './start.ts';
import { status } from './status.ts';

/** Where a command line writes to, and the folder of nobody: what it says is all that it does outside the machine. */
export interface Output {
  stdout(text: string): void;
  stderr(text: string): void;
}

/** The version whose messages and exit codes these are. */
const minikubeVersion = 'v1.36.0';

/** A command that ended with an exit code of its own, having said why. */
export class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** Carries out one minikube command line. @returns its exit code */
export async function minikube(argv: readonly string[], machine: Machine, output: Output): Promise<number> {
  try {
    await program(machine, output).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof CommanderError) return error.exitCode;
    output.stderr(`❌  Exiting due to HOST_ERROR: ${error instanceof Error ? error.message : error}\n`);
    return 80;
  }
}

function program(machine: Machine, output: Output): Command {
  const root = new Command('minikube')
    .description(
      'The practice cluster of pilotage, by the commands of minikube. For the real one, leave this shell.',
    )
    .option('-p, --profile <name>', 'the profile of the cluster', 'minikube')
    .exitOverride()
    .configureOutput({ writeOut: output.stdout, writeErr: output.stderr });
  const profile = () => root.opts<{ profile: string }>().profile;
  const mustExist = () => {
    if (machine.profile === profile()) return;
    output.stdout(
      `🤷  Profile "${profile()}" not found. Run "minikube profile list" to view all profiles.\n`,
    );
    output.stdout(`👉  To start a cluster, run: "minikube start${flag(profile())}"\n`);
    throw new Exit(85);
  };
  const mustRun = () => {
    mustExist();
    if (machine.running) return;
    output.stdout(`🤷  The control-plane node ${profile()} host is not running: state=Stopped\n`);
    output.stdout(`👉  To start a cluster, run: "minikube start${flag(profile())}"\n`);
    throw new Exit(83);
  };

  const starting = root.command('start').description('starts the practice cluster');
  for (const name of ignored) starting.option(`--${name} <value>`, 'has no meaning for a practice cluster');
  starting
    .option('-n, --nodes <count>', 'how many nodes a new cluster gets', '1')
    .action(({ nodes, ...options }: { nodes: string } & Record<string, string>) =>
      start(machine, profile(), { nodes, ignored: Object.keys(options) }, output),
    );
  addNodeCommands(root, machine, output, mustRun);

  root
    .command('status')
    .description('whether it runs')
    .option('-o, --output <format>', 'text or json', 'text')
    .option('-f, --format <template>', 'a Go template, such as {{.Host}}')
    .option('-n, --node <node>', 'of this node alone')
    .action((options: { output: string; format?: string; node?: string }) => {
      mustExist();
      const { text, isDown } = status(machine, options);
      output.stdout(text);
      if (isDown) throw new Exit(7);
    });
  root
    .command('ip')
    .description('the address at which NodePorts answer')
    .option('-n, --node <node>', 'of this node; all answer at the same address here')
    .action(({ node }: { node?: string }) => {
      mustRun();
      if (node !== undefined) nodeNamed(machine, node, output, 'GUEST_NODE_RETRIEVE');
      output.stdout('127.0.0.1\n');
    });
  root
    .command('docker-env')
    .description('what makes docker talk to the engine of the node')
    .option('--shell <shell>', 'bash, or none')
    .option('-u, --unset', 'take it back')
    .action(() => {
      mustRun();
      output.stdout('# docker talks to the practice cluster here already: nothing to set.\n');
    });
  const service = root.command('service').description('the addresses of Services');
  service
    .command('list')
    .description('all of them')
    .option('-n, --namespace <namespace>')
    .action(({ namespace }: { namespace?: string }) => {
      mustRun();
      output.stdout(serviceList(machine, namespace));
    });
  service
    .command('open', { isDefault: true, hidden: true })
    .argument('<service>')
    .option('-n, --namespace <namespace>', 'its namespace', 'default')
    .option('--url', 'only print the address')
    .action((name: string, options: { namespace: string; url?: boolean }) => {
      mustRun();
      serviceUrl(machine, name, options, output);
    });
  root
    .command('stop')
    .description('stops it; what it holds stays')
    .action(async () => {
      mustExist();
      const running = machine.running ? machine.nodes.filter(({ isStopped }) => !isStopped) : [];
      for (const { name } of running.toReversed()) output.stdout(`✋  Stopping node "${name}"  ...\n`);
      await machine.stop();
      output.stdout(`🛑  ${running.length} node${running.length === 1 ? '' : 's'} stopped.\n`);
    });
  root
    .command('delete')
    .description('deletes it, and all that it holds')
    .option('--all', 'all profiles')
    .action(async () => {
      if (machine.profile !== profile()) {
        output.stdout(`🙄  "${profile()}" profile does not exist, trying anyways.\n`);
        return;
      }
      output.stdout(`🔥  Deleting "${profile()}" in practice ...\n`);
      await machine.delete();
      output.stdout(`💀  Removed all traces of the "${profile()}" cluster.\n`);
    });
  root
    .command('profile')
    .description('the profiles that there are')
    .argument('[list]')
    .action((what?: string) => output.stdout(what === 'list' ? profiles(machine) : `${profile()}\n`));
  root
    .command('version')
    .description('the version of minikube that this answers as')
    .action(() => output.stdout(`minikube version: ${minikubeVersion} (practice cluster)\n`));
  return root;
}

/** Flags of `minikube start` that people use, and that change nothing here. */
const ignored = [
  'driver',
  'cpus',
  'memory',
  'disk-size',
  'kubernetes-version',
  'container-runtime',
  'wait',
  'cni',
];

function flag(profile: string): string {
  return profile === 'minikube' ? '' : ` -p ${profile}`;
}

function profiles(machine: Machine): string {
  if (!machine.profile) return '🤹  No minikube profile was found. Start one with "minikube start".\n';
  return `${machine.profile} (practice): ${machine.running ? 'OK' : 'Stopped'}\n`;
}
