import type { TerminalFacts } from '../gather/terminal.ts';
import { install } from '../mend/packages.ts';
import { type Finding, type Problem, problem } from '../problem.ts';
import type { System } from '../system.ts';

/** What the screen is laid out for. */
const least = { columns: 80, rows: 24 };

export function judgeTerminal(facts: TerminalFacts, system: System): Finding {
  const { size, term, locale } = facts;
  const found: string[] = [];
  const problems: Problem[] = [];
  if (size !== undefined) {
    found.push(`${size.columns}×${size.rows}`, ...(term === '' ? [] : [`TERM=${term}`]));
    problems.push(...judgeScreen(facts, size, system));
  }
  if (locale !== undefined && !/utf-?8/i.test(locale)) {
    const utf8 = system.distribution === 'macos' ? 'en_US.UTF-8' : 'C.UTF-8';
    // LC_ALL overrides all others, so it is the one that must say it.
    const command = `export LC_ALL=${utf8}`;
    problems.push(
      problem('warning', 'locale-not-utf8', { locale }, `LC_ALL, LC_CTYPE, LANG: ${locale}`, { command }),
    );
  } else if (locale !== undefined) found.push(locale);
  return { found, problems };
}

function judgeScreen(
  facts: TerminalFacts,
  size: { columns: number; rows: number },
  system: System,
): Problem[] {
  const { term, colours, trueColour, multiplexer, oldConsole } = facts;
  const problems: Problem[] = [];
  if (size.columns < least.columns || size.rows < least.rows) {
    const evidence = `${size.columns}×${size.rows}`;
    // Terminals that allow it are resized by this sequence; the others ignore it.
    const command =
      system.platform === 'win32' ? undefined : `printf '\\e[8;${least.rows};${least.columns}t'`;
    problems.push(problem('warning', 'terminal-small', size, evidence, { command }));
  }
  if (term === 'dumb') {
    return [
      ...problems,
      problem('info', 'terminal-dumb', { term }, `TERM=${term}`, { command: 'pilotage start --plain' }),
    ];
  }
  if (oldConsole) {
    const mend = { command: install(system, 'Microsoft.WindowsTerminal'), link: 'https://aka.ms/terminal' };
    problems.push(problem('warning', 'windows-console', {}, 'WT_SESSION', mend));
  } else if (colours < 256) {
    const name = multiplexer === undefined ? 'xterm-256color' : `${multiplexer}-256color`;
    problems.push(
      problem('info', 'colours-few', { term, colours }, `TERM=${term}`, { command: `export TERM=${name}` }),
    );
  } else if (multiplexer !== undefined && !trueColour) {
    const command =
      multiplexer === 'tmux' ? `tmux set -as terminal-features ',*:RGB'` : `screen -X truecolor on`;
    problems.push(problem('info', 'true-colour-off', { program: multiplexer }, `TERM=${term}`, { command }));
  }
  return problems;
}
