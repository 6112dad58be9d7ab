import { commandLines, optionLines } from './args/help.ts';
import { commands, groups } from './commands.ts';
import { globalOptions } from './run.ts';

const summaries: readonly (readonly [name: string, summary: string])[] = [
  ['build', 'Build an image from a Dockerfile'],
  ['history', 'Show the history of an image'],
  ['images', 'List images'],
  ['info', 'Display system-wide information'],
  ['inspect', 'Return low-level information on Docker objects'],
  ['login', 'Authenticate to a registry'],
  ['logout', 'Log out from a registry'],
  ['pull', 'Download an image from a registry'],
  ['push', 'Upload an image to a registry'],
  ['rmi', 'Remove one or more images'],
  ['tag', 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE'],
  ['version', 'Show the Docker version information'],
];

/** `docker --help` */
export function overview(): string {
  const management = Object.entries(groups).map(([name, { summary }]) => [name, summary] as const);
  const sections = [
    'Usage:  docker [OPTIONS] COMMAND',
    "The docker of pilotage's practice cluster: it pulls, tags, pushes and builds images,\nand leaves running them to Kubernetes",
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
