import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestTerminal } from '../test/support/terminal.ts';

/** Milliseconds from the start of the program in a terminal until its menu can be read. */
export async function firstFrame(bin: string): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'pilotage-bench-'));
  const began = performance.now();
  const terminal = new TestTerminal({ command: [process.execPath, bin], env: { PILOTAGE_HOME: home } });
  try {
    await terminal.until('DockerCoins');
    return performance.now() - began;
  } finally {
    await terminal.close();
    rmSync(home, { recursive: true, force: true });
  }
}
