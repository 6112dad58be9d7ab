import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Container } from '../../objects.ts';
import type { ContainerPaths } from '../runtime/container-paths.ts';
import type { LogFile } from '../runtime/log-file.ts';

export const defaultMessagePath = '/dev/termination-log';

/** Bytes of a container's own last words, and of its log where it left none. */
const longest = 4096;
const longestOfLog = 2048;
const linesOfLog = 80;

/** Makes the file into which a container may write why it ends. Returns where it lies on this machine. */
export function prepareTerminationMessage(
  { terminationMessagePath }: Container,
  paths: ContainerPaths,
): string {
  const file = paths.toHost(terminationMessagePath ?? defaultMessagePath);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  return file;
}

/** What a container that has ended said of it; undefined when it said nothing. */
export async function terminationMessage(
  { terminationMessagePolicy }: Container,
  file: string,
  exitCode: number,
  log: LogFile,
): Promise<string | undefined> {
  const written = existsSync(file) ? readFileSync(file).subarray(0, longest).toString() : '';
  if (written !== '') return written;
  if (terminationMessagePolicy !== 'FallbackToLogsOnError' || exitCode === 0) return undefined;
  let text = '';
  for await (const part of log.read({ tailLines: linesOfLog })) text += part;
  return text.slice(-longestOfLog) || undefined;
}
