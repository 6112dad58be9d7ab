import type { Trial } from './trial.ts';

const longestReason = 150;

/** One fault as lines of text: what it was, what was said of it and how soon. */
export function showTrial({ fault, reasons, toRed, toGreen, wrong }: Trial): string {
  const head = `${wrong.length === 0 ? '✓' : '✗'} ${fault.id.padEnd(28)} after ${fault.after.padEnd(22)}`;
  const times = `red ${seconds(toRed)}  green ${seconds(toGreen)}`;
  const lines = [`${head} ${times}  ${fault.what}`];
  if (fault.red.length === 0) lines.push('    all checks stay green');
  for (const { check, words } of reasons) lines.push(`    ${check}`, `      ${short(words)}`);
  for (const one of wrong) lines.push(`    WRONG ${one}`);
  return `${lines.join('\n')}\n`;
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? '  never' : `${(ms / 1000).toFixed(2).padStart(5)} s`;
}

function short(words: string): string {
  return words.length > longestReason ? `${words.slice(0, longestReason)}…` : words;
}
