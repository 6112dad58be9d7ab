/** `npm run conformance [-- THEME...]` prints the table: each command line, and how it goes with each kubectl. */
import { readDifferences } from './differences.ts';
import { record } from './record.ts';
import { printTable } from './table.ts';
import { VARIANTS, type VariantName } from './variants.ts';

readDifferences();
const [option, ...rest] = process.argv.slice(2);
if (option === '--record') await record(...chosen(rest));
else await printTable(...chosen(process.argv.slice(2)));

/** Themes, and `--on=1.36,real` for some of the columns. */
function chosen(words: readonly string[]): [string[], VariantName[]] {
  const on = words
    .find((word) => word.startsWith('--on='))
    ?.slice('--on='.length)
    .split(',');
  const themes = words.filter((word) => !word.startsWith('--'));
  return [themes, VARIANTS.filter((name) => on === undefined || on.includes(name))];
}
