import { writeFileSync } from 'node:fs';
import { type Applet, type AppletCall, allLines, options, UsageError } from './applet.ts';
import { toRegExp } from './regular-expression.ts';

interface Command {
  from: Address | undefined;
  to: Address | undefined;
  negated: boolean;
  name: string;
  pattern?: RegExp;
  replacement?: string;
  prints?: boolean;
  text?: string;
}

type Address = number | '$' | RegExp;

/** `sed` with the commands that one-liners use: s, d, p, q, a, i, c, =, y is not among them. */
export const sed: Applet = async (call) => {
  const { flags, rest } = options(call.args, 'nrEie:f:');
  const script = flags.e ?? rest.shift() ?? '';
  const commands = parseScript(script, flags.r !== undefined || flags.E !== undefined);
  const groups = flags.i !== undefined ? rest.map((file) => [file]) : [rest];
  for (const files of groups) {
    const output = await edit(call, files, commands, flags.n !== undefined);
    if (flags.i === undefined) call.print(output);
    else writeFileSync(call.host(files[0] ?? ''), output);
  }
  return 0;
};

async function edit(
  call: AppletCall,
  files: string[],
  commands: Command[],
  isQuiet: boolean,
): Promise<string> {
  const lines = await allLines(call, files);
  const inside = new Set<Command>();
  let output = '';
  for (const [index, original] of lines.entries()) {
    let line = original;
    let isDeleted = false;
    let after = '';
    let isLast = false;
    const at = (address: Address) =>
      typeof address === 'number'
        ? index + 1 === address
        : address === '$'
          ? index === lines.length - 1
          : address.test(line);
    for (const command of commands) {
      if (applies(command, at, inside) === command.negated) continue;
      if (command.name === 's' && command.pattern) {
        const changed = line.replace(command.pattern, (...found: unknown[]) =>
          fill(command.replacement ?? '', found),
        );
        if (changed !== line && command.prints) output += `${changed}\n`;
        line = changed;
      } else if (command.name === 'p') output += `${line}\n`;
      else if (command.name === '=') output += `${index + 1}\n`;
      else if (command.name === 'i') output += `${command.text}\n`;
      else if (command.name === 'a') after += `${command.text}\n`;
      else if (command.name === 'c') line = command.text ?? '';
      else if (command.name === 'q') isLast = true;
      else if (command.name === 'd') {
        isDeleted = true;
        break;
      }
    }
    if (!isDeleted && !isQuiet) output += `${line}\n`;
    output += after;
    if (isLast) break;
  }
  return output;
}

function applies(command: Command, at: (address: Address) => boolean, inside: Set<Command>): boolean {
  const { from, to } = command;
  if (from === undefined) return true;
  if (to === undefined) return at(from);
  if (inside.has(command)) {
    if (at(to)) inside.delete(command);
    return true;
  }
  if (!at(from)) return false;
  if (typeof to !== 'number' || !at(to)) inside.add(command);
  return true;
}

function fill(replacement: string, found: unknown[]): string {
  return replacement.replace(/\\(\d)|\\n|\\(.)|&/g, (match, group?: string, escaped?: string) => {
    if (match === '&') return String(found[0]);
    if (match === '\\n') return '\n';
    return group === undefined ? (escaped ?? '') : String(found[Number(group)] ?? '');
  });
}

function parseScript(script: string, isExtended: boolean): Command[] {
  const commands: Command[] = [];
  let rest = script;
  const address = (): Address | undefined => {
    const match = /^(\d+|\$|\/((?:[^/\\]|\\.)*)\/)/.exec(rest);
    if (!match) return undefined;
    rest = rest.slice(match[0].length);
    if (match[2] !== undefined) return new RegExp(toRegExp(match[2].replaceAll('\\/', '/'), isExtended));
    return match[0] === '$' ? '$' : Number(match[0]);
  };
  for (rest = rest.trimStart(); rest !== ''; rest = rest.replace(/^[\s;]+/, '')) {
    const from = address();
    if (rest.startsWith(',')) rest = rest.slice(1);
    const to = from === undefined ? undefined : address();
    const negated = /^\s*!/.test(rest);
    rest = rest.replace(/^\s*!?\s*/, '');
    const name = rest[0] ?? '';
    rest = rest.slice(1);
    const command: Command = { from, to, negated, name };
    if (name === 's') {
      const separator = rest[0] ?? '/';
      const parts = splitAt(rest.slice(1), separator);
      if (!parts) throw new UsageError("unterminated `s' command");
      const [pattern, replacement, tail] = parts;
      const flags = /^[gipI0-9]*/.exec(tail)?.[0] ?? '';
      command.pattern = new RegExp(
        toRegExp(pattern, isExtended),
        `${flags.includes('g') ? 'g' : ''}${/i/i.test(flags) ? 'i' : ''}`,
      );
      command.replacement = replacement;
      command.prints = flags.includes('p');
      rest = tail.slice(flags.length);
    } else if ('aic'.includes(name) && name !== '') {
      const end = rest.indexOf('\n');
      command.text = (end < 0 ? rest : rest.slice(0, end)).replace(/^\s*\\?\s*/, '');
      rest = end < 0 ? '' : rest.slice(end);
    } else if (!'pdq='.includes(name) || name === '') throw new UsageError(`unsupported command ${name}`);
    commands.push(command);
  }
  return commands;
}

function splitAt(text: string, separator: string): [string, string, string] | undefined {
  const parts = [''];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\') {
      parts[parts.length - 1] += text[at + 1] === separator ? separator : character + (text[at + 1] ?? '');
      at += 1;
    } else if (character === separator) {
      if (parts.length === 2) return [parts[0] ?? '', parts[1] ?? '', text.slice(at + 1)];
      parts.push('');
    } else parts[parts.length - 1] += character;
  }
  return undefined;
}
