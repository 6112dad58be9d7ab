import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import { compareSnapshots, layerEntries, takeSnapshot } from '../../node/images/layer/changes.ts';
import type { LayerEntry } from '../../node/images/layer/pack.ts';
import type { ContainerInterface } from '../../node/network/pod-network.ts';
import { startContainer } from '../../node/runtime/container.ts';
import { createContainerPaths } from '../../node/runtime/container-paths.ts';
import { defaultPath, NotExecutable } from '../../node/runtime/executables.ts';
import type { Launcher } from '../../node/runtime/process.ts';
import { DockerfileError } from '../dockerfile/dockerfile-error.ts';
import { execForm, type Instruction } from '../dockerfile/parse.ts';
import type { StageState } from './stage-state.ts';

/** What a build runs its commands with. */
export interface BuildRuntime {
  clock: Clock;
  launcher: Launcher;
  /** A network for one command, with nobody in it but itself. */
  network(): { container: ContainerInterface; close(): void };
}

/** What RUN runs, and with which environment: what decides, with the files, what comes of it. */
export function commandOf(state: StageState, { rest }: Instruction): { argv: string[]; env: string[] } {
  const argv = execForm(rest) ?? [...(state.config.Shell ?? ['/bin/sh', '-c']), rest];
  const args = [...state.args].map(([name, value]) => `${name}=${value}`);
  const own = state.config.Env ?? [];
  const names = new Set(own.map((entry) => entry.split('=')[0]));
  return { argv, env: [...args.filter((entry) => !names.has(entry.split('=')[0])), ...own] };
}

/**
 * Runs a command in the stage's files. Resolves to what it changed of them.
 * @param say a line that it printed
 * @throws DockerfileError when it fails
 */
export async function runCommand(
  state: StageState,
  instruction: Instruction,
  runtime: BuildRuntime,
  say: (line: string) => void,
): Promise<LayerEntry[]> {
  refuseMounts(instruction);
  const root = await state.root();
  const { argv, env } = commandOf(state, instruction);
  const paths = createContainerPaths(root);
  const cwd = state.config.WorkingDir || '/';
  mkdirSync(path.join(root, 'tmp'), { recursive: true });
  const before = takeSnapshot(root, new Set());
  const network = runtime.network();
  const shown = argv.join(' ');
  const failed = (code: number) =>
    new DockerfileError(
      `process ${JSON.stringify(shown)} did not complete successfully: exit code: ${code}`,
      instruction.lines,
    );
  const lines = lineSplitter(say);
  try {
    const container = startContainer({
      paths,
      argv,
      env: { PATH: defaultPath, HOME: '/root', ...Object.fromEntries(env.map(split)) },
      cwd,
      tty: false,
      stdin: 'none',
      network: network.container,
      clock: runtime.clock,
      launcher: runtime.launcher,
      output: (_stream, data) => lines.add(data),
    });
    const { exitCode } = await container.exited;
    lines.end();
    if (exitCode !== 0) throw failed(exitCode);
  } catch (error) {
    if (!(error instanceof NotExecutable)) throw error;
    say(`runc run failed: unable to start container process: ${error.message}`);
    throw failed(error.exitCode);
  } finally {
    network.close();
  }
  return layerEntries(root, compareSnapshots(before, takeSnapshot(root, new Set())));
}

/** `--mount=type=cache` is a folder that is empty each time; the others would bring what the command cannot do without. */
function refuseMounts({ flags, lines }: Instruction): void {
  const { mount } = flags;
  if (mount === undefined || /(^|,)type=(cache|tmpfs)(,|$)/.test(mount)) return;
  throw new DockerfileError(
    `RUN --mount=${mount}: the practice cluster's docker mounts nothing while it builds; COPY what the command needs`,
    lines,
  );
}

function split(entry: string): [string, string] {
  const equals = entry.indexOf('=');
  return [entry.slice(0, equals), entry.slice(equals + 1)];
}

function lineSplitter(say: (line: string) => void) {
  let rest = '';
  return {
    add(data: string | Uint8Array) {
      const lines = (rest + Buffer.from(data).toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) say(line);
    },
    end() {
      if (rest !== '') say(rest);
      rest = '';
    },
  };
}
