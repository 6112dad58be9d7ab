import type { Command } from '../command.ts';
import type { OptionSpec } from './flags.ts';

/** Columns of the terminals that help is made for. */
const width = 80;

/** A command's help, as docker lays it out. */
export function commandHelp(command: Command): string {
  const blocks = [`Usage:  docker ${command.usage}`, command.summary];
  if (command.aliases?.length)
    blocks.push(`Aliases:\n  ${command.aliases.map((name) => `docker ${name}`).join(', ')}`);
  if (command.note) blocks.push(command.note);
  if (command.options.length > 0) blocks.push(`Options:\n${optionLines(command.options)}`);
  return `${blocks.join('\n\n')}\n`;
}

export function optionLines(options: readonly OptionSpec[]): string {
  const rows = options
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, short, type, help }): [string, string] => {
      const start = short ? `  -${short}, ` : '      ';
      return [`${start}--${name}${type === 'bool' ? '' : ` ${type}`}`, help];
    });
  const column = Math.max(...rows.map(([left]) => left.length)) + 3;
  return rows.map(([left, help]) => left.padEnd(column) + wrap(help, column)).join('\n');
}

/** Names and what they do, in two columns. */
export function commandLines(commands: readonly (readonly [name: string, summary: string])[]): string {
  const column = Math.max(...commands.map(([name]) => name.length)) + 3;
  return commands.map(([name, summary]) => `  ${name.padEnd(column - 1)} ${summary}`).join('\n');
}

function wrap(text: string, column: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && column + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join(`\n${' '.repeat(column)}`);
}
