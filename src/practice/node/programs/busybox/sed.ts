import { readFileSync, writeFileSync } from 'node:fs';
import { type Applet, type AppletCall, allLines, changing, options, reason } from './applet.ts';
import { type Address, parseSed, type SedCommand } from './sed-script.ts';

/** `sed`, as busybox has it. */
export const sed: Applet = async (call) => {
  const scripts: string[] = [];
  const args = call.args.filter((arg, index) => {
    if (call.args[index - 1] === '-e') scripts.push(arg);
    return arg !== '-e' && call.args[index - 1] !== '-e';
  });
  const { flags, rest } = options(args, 'nrEisf:');
  if (flags.f !== undefined) scripts.push(readFileSync(call.host(flags.f), 'utf8'));
  if (scripts.length === 0) scripts.push(rest.shift() ?? '');
  const commands = parseSed(scripts.join('\n'), flags.r !== undefined || flags.E !== undefined);
  const groups = flags.i !== undefined ? rest.map((file) => [file]) : [rest];
  for (const files of groups) {
    const output = edit(await allLines(call, files), commands, flags.n !== undefined);
    if (flags.i === undefined) call.print(output);
    else if (!writeInPlace(call, files[0] ?? '', output)) return 1;
  }
  return undefined;
};

function writeInPlace(call: AppletCall, file: string, output: string): boolean {
  try {
    writeFileSync(changing(call, file), output);
    return true;
  } catch (error) {
    // The real one writes a new file beside it, and takes that in its place.
    call.complain(`can't create temp file '${file}XXXXXX': ${reason(error)}`);
    return false;
  }
}

interface Cycle {
  lines: readonly string[];
  index: number;
  space: string;
  hold: string;
  output: string;
  after: string;
  isQuiet: boolean;
  hasSubstituted: boolean;
  inside: Set<SedCommand>;
}

type End = 'next' | 'again' | 'quit' | 'quit-silently' | { label: string };

function edit(lines: readonly string[], commands: readonly SedCommand[], isQuiet: boolean): string {
  const cycle: Cycle = {
    lines,
    index: 0,
    space: '',
    hold: '',
    output: '',
    after: '',
    isQuiet,
    hasSubstituted: false,
    inside: new Set(),
  };
  for (let keeps = false; cycle.index < lines.length; cycle.index += keeps ? 0 : 1) {
    if (!keeps) cycle.space = lines[cycle.index] ?? '';
    keeps = false;
    cycle.hasSubstituted = false;
    let end = run(commands, cycle);
    while (typeof end === 'object') end = run(commandsAfter(commands, end.label), cycle);
    if (end === undefined || end === 'quit') finishLine(cycle);
    else flushAfter(cycle);
    if (end === 'quit' || end === 'quit-silently') break;
    keeps = end === 'again';
  }
  return cycle.output;
}

/** `b` and `t` go on after `:LABEL`, or at the end. */
function commandsAfter(commands: readonly SedCommand[], label: string): readonly SedCommand[] {
  const place = label === '' ? -1 : commands.findIndex(({ name, text }) => name === ':' && text === label);
  return place < 0 ? [] : commands.slice(place + 1);
}

function finishLine(cycle: Cycle): void {
  if (!cycle.isQuiet) cycle.output += `${cycle.space}\n`;
  flushAfter(cycle);
}

function flushAfter(cycle: Cycle): void {
  cycle.output += cycle.after;
  cycle.after = '';
}

function run(commands: readonly SedCommand[], cycle: Cycle): End | undefined {
  for (const command of commands) {
    if (applies(command, cycle) === command.negated) continue;
    const end = command.body ? run(command.body, cycle) : perform(command, cycle);
    if (end !== undefined) return end;
  }
  return undefined;
}

function perform(command: SedCommand, cycle: Cycle): End | undefined {
  const firstLine = () => cycle.space.split('\n')[0] ?? '';
  switch (command.name) {
    case 's':
      substitute(command, cycle);
      return undefined;
    case 'y':
      cycle.space = [...cycle.space].map((one) => command.table?.get(one) ?? one).join('');
      return undefined;
    case 'p':
      cycle.output += `${cycle.space}\n`;
      return undefined;
    case 'P':
      cycle.output += `${firstLine()}\n`;
      return undefined;
    case '=':
      cycle.output += `${cycle.index + 1}\n`;
      return undefined;
    case 'i':
      cycle.output += `${command.text}\n`;
      return undefined;
    case 'a':
      cycle.after += `${command.text}\n`;
      return undefined;
    case 'c':
      if (command.to === undefined || !cycle.inside.has(command)) cycle.output += `${command.text}\n`;
      return 'next';
    case 'd':
      return 'next';
    case 'D':
      if (!cycle.space.includes('\n')) return 'next';
      cycle.space = cycle.space.slice(firstLine().length + 1);
      return 'again';
    case 'q':
      return 'quit';
    case 'Q':
      return 'quit-silently';
    case 'n':
      if (cycle.index + 1 >= cycle.lines.length) return 'quit';
      finishLine(cycle);
      cycle.index += 1;
      cycle.space = cycle.lines[cycle.index] ?? '';
      return undefined;
    case 'N':
      if (cycle.index + 1 >= cycle.lines.length) return 'quit';
      cycle.index += 1;
      cycle.space += `\n${cycle.lines[cycle.index] ?? ''}`;
      return undefined;
    case 'h':
      cycle.hold = cycle.space;
      return undefined;
    case 'H':
      cycle.hold += `\n${cycle.space}`;
      return undefined;
    case 'g':
      cycle.space = cycle.hold;
      return undefined;
    case 'G':
      cycle.space += `\n${cycle.hold}`;
      return undefined;
    case 'x':
      [cycle.space, cycle.hold] = [cycle.hold, cycle.space];
      return undefined;
    case 'b':
      return { label: command.text ?? '' };
    case 't':
      if (!cycle.hasSubstituted) return undefined;
      cycle.hasSubstituted = false;
      return { label: command.text ?? '' };
    default:
      return undefined;
  }
}

function substitute(
  { pattern, replacement = '', which = 1, isGlobal, prints }: SedCommand,
  cycle: Cycle,
): void {
  if (!pattern) return;
  let count = 0;
  let lastEnd = -1;
  let hasChanged = false;
  cycle.space = cycle.space.replace(pattern, (...found: unknown[]) => {
    const match = String(found[0]);
    const at = Number(found.findLast((one) => typeof one === 'number'));
    // Nothing, right after a match, is not one more.
    if (match === '' && at === lastEnd) return match;
    lastEnd = at + match.length;
    count += 1;
    if (count < which || (count > which && !isGlobal)) return match;
    hasChanged = true;
    return fill(replacement, found);
  });
  if (!hasChanged) return;
  cycle.hasSubstituted = true;
  if (prints) cycle.output += `${cycle.space}\n`;
}

function applies(command: SedCommand, { index, lines, space, inside }: Cycle): boolean {
  const { from, to } = command;
  const at = (address: Address) =>
    typeof address === 'number'
      ? index + 1 === address
      : address === '$'
        ? index === lines.length - 1
        : address.test(space);
  if (from === undefined) return true;
  if (to === undefined) return at(from);
  if (inside.has(command)) {
    if (typeof to === 'number' ? index + 1 >= to : at(to)) inside.delete(command);
    return true;
  }
  if (!at(from)) return false;
  if (typeof to !== 'number' || to > index + 1) inside.add(command);
  return true;
}

function fill(replacement: string, found: unknown[]): string {
  return replacement.replace(/\\(\d)|\\n|\\(.|\n)|&/g, (match, group?: string, escaped?: string) => {
    if (match === '&') return String(found[0]);
    if (match === '\\n') return '\n';
    if (match === '\\t') return '\t';
    return group === undefined ? (escaped ?? '') : String(found[Number(group)] ?? '');
  });
}
