import type { FlagSpec } from './args/flags.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';

const ABOUT =
  "This is the practice cluster's own small kubectl. It has the commands that workshops and beginners use; the full\n" +
  'kubectl (https://kubernetes.io/docs/tasks/tools/) works with the practice cluster too.\n';

export async function overview(): Promise<string> {
  const names = Object.keys(COMMANDS);
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const lines = names.map((name, index) => `  ${name.padEnd(width)}${commands[index]?.summary}`);
  return `kubectl controls the Kubernetes cluster manager.\n\n${ABOUT}\nCommands:\n${lines.join('\n')}\n\nUsage:\n  kubectl [command] [flags]\n\nUse "kubectl COMMAND --help" for more about one.\n`;
}

export function help(command: Command, name: string): string {
  const parts = [`${command.summary}.\n`];
  if (command.subcommands) {
    parts.push(
      `Available Commands:\n${Object.keys(command.subcommands)
        .map((one) => `  ${one}\n`)
        .join('')}`,
    );
  }
  const shown = command.flags.filter((spec) => spec.help !== undefined);
  if (shown.length > 0) parts.push(`Options:\n${shown.map(option).join('')}`);
  parts.push(`Usage:\n  kubectl ${command.usage}\n`);
  if (command.subcommands) parts.push(`Use "kubectl ${name} COMMAND --help" for more about one.\n`);
  return parts.join('\n');
}

function option(spec: FlagSpec): string {
  const names = spec.short ? `-${spec.short}, --${spec.name}` : `    --${spec.name}`;
  const empty = spec.type === 'bool' ? 'false' : spec.type === 'list' || spec.type === 'array' ? '[]' : "''";
  return `  ${names}=${spec.default ?? empty}:\n        ${spec.help}\n`;
}
