import type { OutputWords } from './words.ts';

export const output: OutputWords = {
  asideTitle: 'Any command of yours, in the same shell (it does not count as the step’s):',
  finding: (text) => `Looking in the history for: ${text}`,
  noMatch: (query) => `"${query}" is not in the output.`,
  notFollowing: (key) => `not following: ${key} goes to the end`,
  copiedCommand: 'The command is copied.',
  copied: (lines) => (lines === 1 ? '1 line is copied.' : `${lines} lines are copied.`),
  copiedLast: (lines) => `The last ${lines} lines are copied; there was no room for more.`,
  nothingToCopy: 'There is nothing to copy yet.',
  asideEnded: (exit) =>
    exit === null ? 'Your command was stopped.' : `Your command ended with exit code ${exit}.`,
  asideLost: (command) => `Your own command was interrupted: ${command}.`,
  waitingFor: (what, more, seconds) =>
    `Waiting for ${what}${more === 0 ? '' : ` and ${more === 1 ? 'one more' : `${more} more`}`} … ${seconds} s`,
  plainAside: (key) => `${key} and a command runs that command in the same shell: ${key} kubectl get pods`,
  wheel:
    'The mouse wheel scrolls what is under it. Hold Shift to select text with the mouse (Option on a Mac).',
};
