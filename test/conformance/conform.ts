import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Pass, readThemes, runPass } from './pass.ts';
import { openVariant, type Variant, type VariantName } from './variants.ts';

/** How long a line that only looks is given, in milliseconds. */
const PATIENCE = 15_000;
const LONGEST = 900_000;

/** The column of the table: every theme says with this variant what was recorded for it. */
export async function conform(name: VariantName, title: string): Promise<void> {
  const variant: Variant = await openVariant(name);
  if (variant.missing !== undefined) {
    await variant.dispose();
    test.skip(`${title}: ${variant.missing}`, () => {});
    return;
  }
  const themes = readThemes().filter(({ practiceOnly }) => name !== 'real' || practiceOnly === undefined);
  describe(title, () => {
    /** Taken from by the tests: one that is tried again goes through its theme again. */
    let pass: Pass;
    beforeAll(async () => {
      pass = await runPass(themes, variant, PATIENCE);
    }, LONGEST);
    afterAll(() => variant.dispose());

    test.each(themes)('$name', { timeout: LONGEST }, async (theme) => {
      const outcomes = pass.get(theme) ?? (await runPass([theme], variant, PATIENCE)).get(theme) ?? [];
      pass.delete(theme);
      if (outcomes instanceof Error) throw outcomes;
      expect(outcomes.length).toBe(theme.lines.length);
      const faults = outcomes.filter(({ fault }) => fault.length > 0);
      expect(faults.map(({ line, fault }) => [`$ ${line.script}`, ...fault].join('\n')).join('\n\n')).toBe(
        '',
      );
    });
  });
}
