import { namedLines, readDifferences } from './differences.ts';
import { type Outcome, type Pass, readThemes, runPass } from './pass.ts';
import type { Line } from './theme.ts';
import { openVariant, REFERENCE, type VariantName } from './variants.ts';

const PATIENCE = 10_000;
const LEGEND = [
  `=  says what kubectl ${REFERENCE} says on the practice cluster`,
  '≠  says something else, as recorded (for "own" and "real" with a reason in differences.yaml)',
  'x  says something that is not recorded: a fault',
  '.  was not run: the theme is for the practice cluster only, or this kubectl is missing',
];

/** Runs all that can run here and prints a row for each command line. A fault makes the exit code 1. */
export async function printTable(names: readonly string[], variants: readonly VariantName[]): Promise<void> {
  const themes = readThemes().filter(({ name }) => names.length === 0 || names.includes(name));
  const passes = new Map<VariantName, Pass>();
  for (const name of variants) {
    const variant = await openVariant(name);
    try {
      if (variant.missing !== undefined) console.error(`${name}: ${variant.missing}`);
      else passes.set(name, await runPass(themes, variant, PATIENCE));
    } finally {
      await variant.dispose();
    }
  }
  const columns = ['1.28', '1.32', '1.36', 'own', 'real'] as const;
  const head = columns.map((name) => name.padEnd(6)).join('');
  const faults: string[] = [];
  const counts = new Map<string, number>();
  for (const theme of themes) {
    console.log(
      `\n${head}${theme.name}${theme.practiceOnly ? ` (practice only: ${theme.practiceOnly})` : ''}`,
    );
    for (const [name, line] of namedLines(theme)) {
      const cells = columns.map((column) => cell(passes.get(column)?.get(theme), line));
      cells.forEach((mark, index) => {
        const key = `${columns[index]}${mark}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      });
      console.log(
        `${cells.map((mark) => mark.padEnd(6)).join('')}${line.script.replaceAll('\n', '\n'.padEnd(31))}`,
      );
      for (const column of columns)
        faults.push(...faultsOf(passes.get(column)?.get(theme), line, `${name}, ${column}`));
    }
    for (const column of columns) {
      const outcome = passes.get(column)?.get(theme);
      if (outcome instanceof Error) faults.push(`${theme.name}, ${column}: ${outcome.message}`);
    }
  }
  console.log(`\n${LEGEND.join('\n')}\n`);
  for (const mark of '=≠x.')
    console.log(`${columns.map((name) => `${counts.get(name + mark) ?? 0}`.padEnd(6)).join('')}${mark}`);
  const reasons = readDifferences().filter(({ on }) => on === 'real');
  for (const because of ['version', 'cluster', 'refused', 'accepted']) {
    const lines = reasons.filter((one) => one.because === because).flatMap((one) => one.lines);
    console.log(`real, because ${because}: ${lines.length}`);
  }
  for (const fault of faults) console.log(`\n${fault}`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

type Cell = '=' | '≠' | 'x' | '.';

function cell(outcomes: readonly Outcome[] | Error | undefined, line: Line): Cell {
  if (outcomes === undefined) return '.';
  const outcome = outcomes instanceof Error ? undefined : outcomes.find((one) => one.line === line);
  if (!outcome || outcome.fault.length > 0) return 'x';
  return outcome.differs.length > 0 ? '≠' : '=';
}

function faultsOf(outcomes: readonly Outcome[] | Error | undefined, line: Line, name: string): string[] {
  if (outcomes === undefined || outcomes instanceof Error) return [];
  const fault = outcomes.find((one) => one.line === line)?.fault ?? [];
  return fault.length > 0 ? [[name, ...fault].join('\n')] : [];
}
