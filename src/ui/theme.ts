import { chalk } from './colours.ts';

/** What colours mean. Nothing is told by colour alone: marks and words say it too. */
export const theme = {
  accent: chalk.cyan,
  title: chalk.bold,
  strong: chalk.bold,
  emphasis: chalk.italic,
  code: chalk.yellow,
  link: chalk.underline,
  faint: chalk.dim,
  good: chalk.green,
  bad: chalk.red,
  wait: chalk.yellow,
  key: chalk.bold,
} as const;

export const marks = {
  green: '✓',
  red: '✗',
  /** Not known yet. */
  pending: '·',
  /** Known, and not what it should be: no fault while nothing has been done for it. */
  notYet: '○',
  done: '✓',
  failed: '✗',
  skipped: '-',
  here: '▸',
} as const;
