import type { Streams } from '../../common/streams.ts';
import type { OptionSpec, Parsed } from '../args/flags.ts';
import type { EngineClient } from '../engine-client.ts';
import type { Project } from './project.ts';

export interface ComposeCall {
  flags: Parsed;
  /** Services, as a rule. */
  args: string[];
  streams: Streams;
  engine: EngineClient;
  /** Read when it is asked for, so that what needs no files asks for none. */
  project(): Promise<Project>;
}

export interface ComposeCommand {
  /** After `docker compose `. */
  usage: string;
  summary: string;
  options: readonly OptionSpec[];
  /** Resolves to the exit code. @throws DockerError, DaemonError */
  run(call: ComposeCall): Promise<number>;
}
