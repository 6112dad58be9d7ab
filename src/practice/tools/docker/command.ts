import type { Streams } from '../common/streams.ts';
import type { OptionSpec, Parsed } from './args/flags.ts';
import type { EngineClient } from './engine-client.ts';

export interface CommandCall {
  flags: Parsed;
  args: string[];
  streams: Streams;
  engine: EngineClient;
}

export interface Command {
  /** After `docker `: `pull [OPTIONS] NAME[:TAG|@DIGEST]`. */
  usage: string;
  summary: string;
  /** Other names, in full: `image pull`. */
  aliases?: string[];
  options: readonly OptionSpec[];
  /** How many arguments it takes. */
  args: { min: number; max: number };
  /** The first argument ends the options: what follows is another command line. */
  stopsAtArgument?: true;
  /** What help says besides. */
  note?: string;
  /** Resolves to the exit code. @throws DockerError, DaemonError */
  run(call: CommandCall): Promise<number>;
}
