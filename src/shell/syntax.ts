import { execa } from 'execa';
import { NotReadyError } from '../base/errors.ts';

export interface SyntaxFault {
  /** From 1. */
  readonly line: number;
  /** In bash's own words. */
  readonly message: string;
}

/** One process for all: `set -n` makes a subshell read what follows and run none of it. */
const reader = `while IFS= read -r -d '' script; do ( eval "set -n
$script" ) 2>&1; printf '\\0'; done`;

/**
 * What bash has against each of the scripts, without running any; undefined where it has nothing.
 * @throws NotReadyError where there is no bash
 */
export async function syntaxFaults(scripts: readonly string[]): Promise<(SyntaxFault | undefined)[]> {
  if (scripts.length === 0) return [];
  const { stdout, failed, shortMessage } = await execa('bash', ['-c', reader], {
    // A script cannot have the character that ends it here.
    input: scripts.map((script) => `${script.replaceAll('\0', ' ')}\0`).join(''),
    env: { LC_ALL: 'C', BASH_ENV: '' },
    reject: false,
    stripFinalNewline: false,
    maxBuffer: 100_000_000,
  });
  if (failed)
    throw new NotReadyError(`bash could not read the commands: ${shortMessage}`, 'Is bash installed?');
  const answers = stdout.split('\0');
  return scripts.map((_, index) => faultIn(answers[index] ?? ''));
}

function faultIn(answer: string): SyntaxFault | undefined {
  const said = /line (\d+): (.*)/.exec(answer);
  if (!said) return undefined;
  // One line is the reader's own.
  return { line: Math.max(1, Number(said[1]) - 1), message: said[2] ?? '' };
}
