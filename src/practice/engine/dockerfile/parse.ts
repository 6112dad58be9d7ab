import { nearest } from '../../../base/nearest.ts';
import { DockerfileError } from './dockerfile-error.ts';

/** One instruction of a Dockerfile, its continued lines joined. */
export interface Instruction {
  /** In capitals. */
  name: string;
  /** `--from=build` as `from` → `build`. */
  flags: Record<string, string>;
  /** What follows the name and the flags. */
  rest: string;
  /** The instruction as the build shows it. */
  text: string;
  lines: readonly [first: number, last: number];
}

const known = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
];

/** Flags of the instructions that have any. */
const knownFlags: Record<string, readonly string[]> = {
  ADD: ['chown', 'chmod', 'link', 'exclude', 'checksum', 'keep-git-dir'],
  COPY: ['from', 'chown', 'chmod', 'link', 'parents', 'exclude'],
  FROM: ['platform'],
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'],
  RUN: ['mount', 'network', 'security'],
};

export interface Dockerfile {
  instructions: Instruction[];
  /** What continues a line: a backslash, or a backtick after `# escape=`. */
  escapeChar: string;
}

/** @throws DockerfileError */
export function parseDockerfile(text: string): Dockerfile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const escapeChar = escapeDirective(lines);
  const continued = new RegExp(`${escapeChar === '\\' ? '\\\\' : escapeChar}[ \\t]*$`);
  const instructions: Instruction[] = [];
  for (let index = 0; index < lines.length; index++) {
    const first = index + 1;
    let line = lines[index] ?? '';
    if (isSkipped(line)) continue;
    let joined = '';
    let last = first;
    while (continued.test(line) && index + 1 < lines.length) {
      joined += line.replace(continued, '');
      index++;
      while (index < lines.length && isSkipped(lines[index] ?? '')) index++;
      line = lines[index] ?? '';
      last = Math.min(index + 1, lines.length);
    }
    instructions.push(parseInstruction((joined + line.replace(continued, '')).trim(), [first, last]));
  }
  if (instructions.length === 0) throw new DockerfileError('the Dockerfile cannot be empty');
  return { instructions, escapeChar };
}

function isSkipped(line: string): boolean {
  return /^\s*(#|$)/.test(line);
}

/** Directives stand before everything else, as comments. */
function escapeDirective(lines: readonly string[]): string {
  for (const line of lines) {
    const match = /^#\s*([a-z]+)\s*=\s*(\S+)\s*$/i.exec(line.trim());
    if (!match) break;
    if (match[1]?.toLowerCase() === 'escape') return match[2] === '`' ? '`' : '\\';
  }
  return '\\';
}

function parseInstruction(text: string, lines: readonly [number, number]): Instruction {
  const [word = ''] = text.split(/\s/, 1);
  const name = word.toUpperCase();
  if (!known.includes(name)) {
    const meant = nearest(name, known, 2);
    throw DockerfileError.parsing(
      `unknown instruction: ${word}${meant ? ` (did you mean ${meant}?)` : ''}`,
      lines,
    );
  }
  const flags: Record<string, string> = {};
  let rest = text.slice(word.length).trim();
  for (;;) {
    const match = /^--([a-z-]+)(?:=("[^"]*"|\S*))?(?:\s+|$)/.exec(rest);
    if (!match || knownFlags[name] === undefined) break;
    const [whole, flag = '', value = 'true'] = match;
    if (!knownFlags[name].includes(flag)) throw DockerfileError.parsing(`unknown flag: --${flag}`, lines);
    flags[flag] = value.replace(/^"(.*)"$/, '$1');
    rest = rest.slice(whole.length);
  }
  if (rest === '') throw DockerfileError.parsing(`${name} requires ${wanted(name)}`, lines);
  return { name, flags, rest, text: text.replace(word, name).replace(/\s+/g, ' '), lines };
}

function wanted(name: string): string {
  if (name === 'FROM') return 'either one or three arguments';
  if (name === 'COPY' || name === 'ADD') return 'at least two arguments';
  if (['WORKDIR', 'USER', 'STOPSIGNAL', 'MAINTAINER', 'SHELL'].includes(name)) return 'exactly one argument';
  return 'at least one argument';
}

/** The strings of an instruction's JSON form; undefined where it is written as for a shell. */
export function execForm(rest: string): string[] | undefined {
  if (!rest.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(rest);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
