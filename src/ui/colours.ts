import chalk from 'chalk';

// Chalk knows FORCE_COLOR and what the terminal can do, but not this wish (https://no-color.org).
if (process.env.NO_COLOR && process.env.FORCE_COLOR === undefined) chalk.level = 0;

export { chalk };

/** Nothing is shown in colour: the terminal cannot, or the learner does not want it. */
export function isColourless(): boolean {
  return chalk.level === 0;
}
