import { parseDuration } from '../../../base/duration.ts';
import type { Healthcheck, ImageConfig } from '../../node/images/types.ts';
import { DockerfileError } from '../dockerfile/dockerfile-error.ts';
import { execForm, type Instruction } from '../dockerfile/parse.ts';
import { argDeclarations, expandAt } from '../dockerfile/stages.ts';
import { splitWords } from '../dockerfile/words.ts';
import type { StageState } from './stage-state.ts';

export interface BuildArguments {
  /** --build-arg */
  given: Readonly<Record<string, string>>;
  globals: ReadonlyMap<string, string>;
  escapeChar: string;
}

type Apply = (state: StageState, instruction: Instruction, args: BuildArguments) => void;

/** The instructions that change nothing but the image's configuration. */
export const configure: Readonly<Record<string, Apply>> = {
  ARG(state, instruction, { given, globals, escapeChar }) {
    for (const { name, fallback } of argDeclarations(instruction, escapeChar)) {
      const expanded =
        fallback === undefined ? undefined : expandFor(state, fallback, instruction, escapeChar);
      const value = given[name] ?? expanded ?? globals.get(name);
      if (value !== undefined) state.args.set(name, value);
    }
  },
  ENV(state, instruction, { escapeChar }) {
    for (const [name, value] of pairs(state, instruction, escapeChar)) {
      const others = (state.config.Env ?? []).filter((entry) => !entry.startsWith(`${name}=`));
      const at = state.config.Env?.findIndex((entry) => entry.startsWith(`${name}=`)) ?? -1;
      others.splice(at < 0 ? others.length : at, 0, `${name}=${value}`);
      state.config.Env = others;
    }
  },
  LABEL(state, instruction, { escapeChar }) {
    state.config.Labels = {
      ...state.config.Labels,
      ...Object.fromEntries(pairs(state, instruction, escapeChar)),
    };
  },
  MAINTAINER(state, { rest }) {
    state.config.Labels = { ...state.config.Labels, maintainer: rest };
  },
  USER(state, instruction, { escapeChar }) {
    state.config.User = expandFor(state, instruction.rest, instruction, escapeChar);
  },
  STOPSIGNAL(state, instruction, { escapeChar }) {
    state.config.StopSignal = expandFor(state, instruction.rest, instruction, escapeChar);
  },
  SHELL(state, { rest, lines }) {
    const shell = execForm(rest);
    if (!shell?.length)
      throw DockerfileError.parsing('SHELL requires the arguments to be in JSON form', lines);
    state.config.Shell = shell;
  },
  CMD(state, instruction) {
    state.config.Cmd = command(state.config, instruction);
    state.ownCommand = true;
  },
  ENTRYPOINT(state, instruction) {
    state.config.Entrypoint = command(state.config, instruction);
    // The command of the base image was meant for the base image's entry point.
    if (!state.ownCommand) delete state.config.Cmd;
  },
  EXPOSE(state, instruction, { escapeChar }) {
    const ports = splitWords(instruction.rest, escapeChar).flatMap((word) =>
      exposed(expandFor(state, word, instruction, escapeChar), instruction),
    );
    state.config.ExposedPorts = {
      ...state.config.ExposedPorts,
      ...Object.fromEntries(ports.map((port) => [port, {}])),
    };
  },
  VOLUME(state, instruction, { escapeChar }) {
    const volumes = (execForm(instruction.rest) ?? splitWords(instruction.rest, escapeChar)).map((word) =>
      expandFor(state, word, instruction, escapeChar),
    );
    state.config.Volumes = {
      ...state.config.Volumes,
      ...Object.fromEntries(volumes.map((volume) => [volume, {}])),
    };
  },
  HEALTHCHECK(state, instruction) {
    state.config.Healthcheck = healthcheck(state.config, instruction);
  },
};

export function expandFor(
  state: StageState,
  word: string,
  instruction: Instruction,
  escapeChar: string,
): string {
  return expandAt(word, (name) => state.variable(name), escapeChar, instruction);
}

/** `A=1 B="two words"`, or the old `A one value`. */
function pairs(
  state: StageState,
  instruction: Instruction,
  escapeChar: string,
): [name: string, value: string][] {
  const { name, rest, lines } = instruction;
  const words = splitWords(rest, escapeChar);
  const [first = ''] = words;
  if (!first.includes('=')) {
    if (words.length < 2) throw DockerfileError.parsing(`${name} must have two arguments`, lines);
    return [[first, expandFor(state, rest.slice(first.length).trim(), instruction, escapeChar)]];
  }
  return words.map((word) => {
    const equals = word.indexOf('=');
    if (equals < 0)
      throw DockerfileError.parsing(
        `Syntax error - can't find = in "${word}". Must be of the form: name=value`,
        lines,
      );
    if (equals === 0) throw DockerfileError.parsing(`${name} names can not be blank`, lines);
    const [key = '', value = ''] = [word.slice(0, equals), word.slice(equals + 1)];
    return [expandFor(state, key, instruction, escapeChar), expandFor(state, value, instruction, escapeChar)];
  });
}

function command(config: ImageConfig, { rest }: Instruction): string[] {
  return execForm(rest) ?? [...(config.Shell ?? ['/bin/sh', '-c']), rest];
}

function exposed(port: string, { lines }: Instruction): string[] {
  const match = /^(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/i.exec(port);
  const [from, to] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  if (!match || from < 1 || to > 65_535 || to < from)
    throw new DockerfileError(`invalid containerPort: ${port}`, lines);
  const protocol = (match[3] ?? 'tcp').toLowerCase();
  return Array.from({ length: to - from + 1 }, (_, index) => `${from + index}/${protocol}`);
}

function healthcheck(config: ImageConfig, { rest, flags, lines }: Instruction): Healthcheck {
  if (/^none$/i.test(rest)) return { Test: ['NONE'] };
  const text = /^cmd\s+(.*)$/is.exec(rest)?.[1];
  if (text === undefined)
    throw DockerfileError.parsing(`unknown type "${rest.split(/\s/)[0]}" in HEALTHCHECK (try CMD)`, lines);
  const exec = execForm(text);
  return {
    Test: exec ? ['CMD', ...exec] : config.Shell ? ['CMD', ...config.Shell, text] : ['CMD-SHELL', text],
    ...duration('Interval', flags.interval),
    ...duration('Timeout', flags.timeout),
    ...duration('StartPeriod', flags['start-period']),
    ...(flags.retries === undefined ? {} : { Retries: Number(flags.retries) }),
  };
}

function duration(
  name: 'Interval' | 'Timeout' | 'StartPeriod',
  text: string | undefined,
): Partial<Healthcheck> {
  const milliseconds = text === undefined ? undefined : parseDuration(text);
  return milliseconds === undefined ? {} : { [name]: milliseconds * 1e6 };
}
