import { test as base, expect } from 'vitest';
import { createMachine, type Machine } from '../support/machine.ts';
import { bin } from '../support/program.ts';
import { TestTerminal } from '../support/terminal.ts';

const test = base.extend<{ machine: Machine }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs off this pattern
  machine: async ({}, use) => {
    const machine = createMachine();
    await use(machine);
    machine.remove();
  },
});

/** What the doctor says in a terminal of this size. */
async function doctorIn(machine: Machine, columns: number, rows: number, env: Record<string, string>) {
  // The pseudo-terminal's own tools must be found.
  const terminal = new TestTerminal({
    command: [process.execPath, bin, 'doctor'],
    columns,
    rows,
    env: {
      ...machine.env,
      PATH: process.env.PATH,
      TMUX: undefined,
      STY: undefined,
      NO_COLOR: undefined,
      ...env,
    },
  });
  expect(await terminal.ended).toBe(0);
  return terminal.text();
}

test('a terminal that is small and has few colours is told what it has', async ({ machine }) => {
  const text = await doctorIn(machine, 70, 40, { TERM: 'xterm', COLORTERM: '', FORCE_COLOR: '0' });
  // Lines are broken between words.
  expect(text).toMatch(/The terminal has 70×40; the screen is made for 80×24 or\n\s+more\./);
  expect(text).toContain('This terminal says that it has 16 colours (TERM=xterm).');
  expect(text).toContain('    export TERM=xterm-256color');
  expect(text).not.toContain('Looking at this machine');
});

test('a good one is not', async ({ machine }) => {
  const text = await doctorIn(machine, 120, 40, { TERM: 'xterm-256color', FORCE_COLOR: '0' });
  expect(text).toContain('120×40, TERM=xterm-256color, C.UTF-8');
  expect(text).not.toMatch(/warning/);
});
