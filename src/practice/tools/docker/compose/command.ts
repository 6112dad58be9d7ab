import type { Streams } from '../../common/streams.ts';
import type { OptionSpec, Parsed } from '../args/flags.ts';
import type { EngineClient } from '../engine-client.ts';
import type { Project } from './project.ts';

/** How what compose does is shown. */
export interface Output {
  /** One line a thing, which changes. */
  terminal: boolean;
  color: boolean;
  quiet: boolean;
}

export interface ComposeCall {
  flags: Parsed;
  /** Services, as a rule. */
  args: string[];
  streams: Streams;
  engine: EngineClient;
  output: Output;
  /** Read when it is asked for, so that what needs no files asks for none. */
  project(): Promise<Project>;
}

export interface ComposeCommand {
  /** After `docker compose `. */
  usage: string;
  summary: string;
  options: readonly OptionSpec[];
  /** The first argument ends the options: what follows is another command line. */
  stopsAtArgument?: true;
  /** Resolves to the exit code. @throws DockerError, DaemonError */
  run(call: ComposeCall): Promise<number>;
}
