import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { replay } from '../engine/reduce.ts';
import type { RunState } from '../engine/state.ts';
import { runFiles } from './home.ts';
import { readJournal } from './journal.ts';

/** A run that was begun on this machine. */
export interface KnownRun {
  readonly dir: string;
  /** Undefined where its journal cannot be read; `problem` says why. */
  readonly state: RunState | undefined;
  readonly problem?: string;
}

/** All runs below a home, the latest first. */
export function knownRuns(home: string): KnownRun[] {
  const folder = join(home, 'runs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((dir) => existsSync(runFiles(dir).journal))
    .map(readRun)
    .sort((a, b) => (b.state?.lastAt ?? '').localeCompare(a.state?.lastAt ?? ''));
}

function readRun(dir: string): KnownRun {
  try {
    return { dir, state: replay(readJournal(runFiles(dir).journal).entries) };
  } catch (error) {
    return { dir, state: undefined, problem: (error as Error).message };
  }
}
