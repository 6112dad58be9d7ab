/** A person sits at a terminal that can show a screen. */
export function isTerminal(env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY) && env.TERM !== 'dumb';
}
