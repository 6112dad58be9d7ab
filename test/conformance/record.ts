/**
 * `npm run conformance -- --record [THEME...]` writes down what the command lines say now, for whatever can run here.
 * Read the difference that it makes before you keep it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diff } from './diff.ts';
import { folder, type Outcome, readThemes, runPass } from './pass.ts';
import { formatTheme, type Line, type Theme } from './theme.ts';
import { openVariant, REFERENCE, VARIANTS, type VariantName } from './variants.ts';

/** Long enough for what comes about a moment later, and short enough for lines that now say something else. */
const PATIENCE = 1_500;

/** @param names the themes; all when there is none */
export async function record(
  names: readonly string[],
  only: readonly VariantName[] = VARIANTS,
): Promise<void> {
  let themes = readThemes().filter(({ name }) => names.length === 0 || names.includes(name));
  for (const name of only) {
    const variant = await openVariant(name);
    try {
      if (variant.missing === undefined) {
        const pass = await runPass(themes, variant, PATIENCE);
        themes = themes.map((theme) => recorded(theme, name, pass.get(theme)));
      } else console.error(variant.missing);
    } finally {
      await variant.dispose();
    }
    for (const theme of themes) writeFileSync(join(folder, `${theme.name}.txt`), formatTheme(theme));
  }
}

function recorded(theme: Theme, name: VariantName, outcomes: readonly Outcome[] | Error = []): Theme {
  if (outcomes instanceof Error) {
    console.error(`${theme.name}, ${name}: ${outcomes.message}`);
    process.exitCode = 1;
    return theme;
  }
  const changed = outcomes.filter(({ fault }) => fault.length > 0).length;
  console.error(`${theme.name}, ${name}: ${changed} of ${outcomes.length} changed`);
  const said = new Map(outcomes.map((outcome) => [outcome.line, outcome.said]));
  return { ...theme, lines: theme.lines.map((line) => recordedLine(line, name, said.get(line))) };
}

function recordedLine(line: Line, name: VariantName, said: readonly string[] | undefined): Line {
  if (line.quiet || said === undefined) return line;
  if (name === REFERENCE) return { ...line, said };
  const { [name]: _, ...others } = line.otherwise;
  const differs = diff(line.said, said);
  return { ...line, otherwise: differs.length > 0 ? { ...others, [name]: differs } : others };
}
