import { Command, CommanderError } from 'commander';
import type { Machine } from '../machine.ts';
import { serviceList, serviceUrl } from './service.ts';
import { start } from './start.ts';

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
  starting.action((options: Record<string, string>) =>
    start(machine, profile(), Object.keys(options), output),
  );

  root
    .command('status')
    .description('whether it runs')
    .option('-o, --output <format>', 'text or json', 'text')
    .option('-f, --format <template>', 'a Go template, such as {{.Host}}')
    .action(({ output: form, format }: { output: string; format?: string }) => {
      mustExist();
      output.stdout(status(machine, form, format));
      if (!machine.running) throw new Exit(7);
    });
  root
    .command('ip')
    .description('the address at which NodePorts answer')
    .action(() => {
      mustRun();
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
      output.stdout(`✋  Stopping node "${profile()}"  ...\n`);
      await machine.stop();
      output.stdout('🛑  1 node stopped.\n');
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

function status(machine: Machine, form: string, format: string | undefined): string {
  const host = machine.running ? 'Running' : 'Stopped';
  const kubeconfig = machine.running ? 'Configured' : 'Stopped';
  const fields = {
    Name: machine.profile,
    Host: host,
    Kubelet: host,
    APIServer: host,
    Kubeconfig: kubeconfig,
  };
  if (format !== undefined) {
    return format.replaceAll(
      /\{\{\s*\.(\w+)\s*\}\}/g,
      (_, name) => fields[name as keyof typeof fields] ?? '<no value>',
    );
  }
  if (form === 'json') return `${JSON.stringify({ ...fields, Worker: false })}\n`;
  return (
    `${machine.profile}\ntype: Control Plane\nhost: ${host}\nkubelet: ${host}\napiserver: ${host}\n` +
    `kubeconfig: ${kubeconfig}\n\n`
  );
}

function profiles(machine: Machine): string {
  if (!machine.profile) return '🤹  No minikube profile was found. Start one with "minikube start".\n';
  return `${machine.profile} (practice): ${machine.running ? 'OK' : 'Stopped'}\n`;
}
