import { commandLines, optionLines } from './args/help.ts';
import { commands, groups } from './commands.ts';
import { globalOptions } from './run.ts';

const summaries: readonly (readonly [name: string, summary: string])[] = [
  ['attach', 'Attach local standard input, output, and error streams to a running container'],
  ['build', 'Build an image from a Dockerfile'],
  ['cp', 'Copy files/folders between a container and the local filesystem'],
  ['create', 'Create a new container'],
  ['diff', "Inspect changes to files or directories on a container's filesystem"],
  ['exec', 'Execute a command in a running container'],
  ['history', 'Show the history of an image'],
  ['images', 'List images'],
  ['info', 'Display system-wide information'],
  ['inspect', 'Return low-level information on Docker objects'],
  ['kill', 'Kill one or more running containers'],
  ['login', 'Authenticate to a registry'],
  ['logout', 'Log out from a registry'],
  ['logs', 'Fetch the logs of a container'],
  ['port', 'List port mappings or a specific mapping for the container'],
  ['ps', 'List containers'],
  ['pull', 'Download an image from a registry'],
  ['push', 'Upload an image to a registry'],
  ['rename', 'Rename a container'],
  ['restart', 'Restart one or more containers'],
  ['rm', 'Remove one or more containers'],
  ['rmi', 'Remove one or more images'],
  ['run', 'Create and run a new container from an image'],
  ['start', 'Start one or more stopped containers'],
  ['stats', 'Display a live stream of container(s) resource usage statistics'],
  ['stop', 'Stop one or more running containers'],
  ['tag', 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE'],
  ['top', 'Display the running processes of a container'],
  ['version', 'Show the Docker version information'],
  ['wait', 'Block until one or more containers stop, then print their exit codes'],
];

/** `docker --help` */
export function overview(): string {
  const management = Object.entries(groups).map(([name, { summary }]) => [name, summary] as const);
  const sections = [
    'Usage:  docker [OPTIONS] COMMAND',
    "The docker of pilotage's practice cluster: images, containers, networks\nand volumes beside its Kubernetes, all of it inside this program",
    `Commands:\n${commandLines(summaries.filter(([name]) => Object.hasOwn(commands, name)))}`,
    `Management Commands:\n${commandLines([...management, ['compose', 'Docker Compose'] as const].toSorted())}`,
    `Global Options:\n${optionLines(globalOptions)}`,
    "Run 'docker COMMAND --help' for more information on a command.",
  ];
  return `${sections.join('\n\n')}\n`;
}

/** `docker image --help` */
export async function groupHelp(name: string): Promise<string> {
  const group = groups[name];
  const lines: [string, string][] = [];
  const seen = new Set<unknown>();
  for (const [member, load] of Object.entries(group?.members ?? {})) {
    if (seen.has(load) && member !== 'ls' && member !== 'rm') continue;
    seen.add(load);
    lines.push([member, (await load()).summary]);
  }
  const shown = lines.filter(([member]) => member !== 'list' && member !== 'remove');
  return `Usage:  docker ${name} COMMAND\n\n${group?.summary}\n\nCommands:\n${commandLines(shown)}\n\nRun 'docker ${name} COMMAND --help' for more information on a command.\n`;
}
