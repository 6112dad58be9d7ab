import { relative } from 'node:path';
import chalk from 'chalk';
import type { Imported } from '../../lesson/import/import.ts';
import { type Fate, fates, type Remark } from '../../lesson/import/remark.ts';

const colours: Readonly<Record<Fate, (text: string) => string>> = {
  converted: chalk.green,
  modernised: chalk.cyan,
  repaired: chalk.cyan,
  suggested: chalk.green,
  'left-out': chalk.yellow,
  'to-do': chalk.yellow,
};

/** What became of everything, a line each with its place, and how much there was of each kind. */
export function importText({ remarks }: Imported): string {
  const counts = fates.map((fate) => `${remarks.filter((one) => one.fate === fate).length} ${fate}`);
  return `${remarks.map(lineOf).join('')}${counts.join(', ')}\n`;
}

function lineOf({ file, line, fate, message, next }: Remark): string {
  const near = relative(process.cwd(), file);
  const path = near === '' || near.startsWith('..') ? file : near;
  return `${path}:${line}: ${colours[fate](fate)}: ${message}${next === undefined ? '' : ` (${next})`}\n`;
}
