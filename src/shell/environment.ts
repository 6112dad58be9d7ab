import { delimiter } from 'node:path';
import { NotReadyError } from '../base/errors.ts';
import { findProgram } from '../base/find-program.ts';

/**
 * Not handed on: variables that say where our own bash starts or how it reads, and FORCE_COLOR and the like, which are
 * about our own screen: a command whose colours are forced puts them into `$(…)` too, and so into the learner's variables.
 */
const ours = new Set([
  'BASHOPTS',
  'BASH_ENV',
  'CLICOLOR_FORCE',
  'FORCE_COLOR',
  'OLDPWD',
  'POSIXLY_CORRECT',
  'PWD',
  'SHELLOPTS',
  '_',
]);

/**
 * A step's output goes into a pipe and is shown in a pane of ours, so there is no terminal whose cursor could be moved:
 * TERM=dumb tells programs that do not ask isatty. Colours stay possible, for a command that asks for them itself
 * (`--color=always`): what it prints keeps them.
 */
const paneDefaults: Readonly<Record<string, string>> = { TERM: 'dumb', COLUMNS: '80' };

/** The environment of a step's or a probe's bash. */
export function commandEnvironment(
  env: Readonly<Record<string, string>>,
  mode: 'step' | 'probe',
): Record<string, string> {
  const learners: Record<string, string> = { ...paneDefaults };
  for (const [name, value] of Object.entries({ ...process.env, ...env })) {
    if (value === undefined || (name in paneDefaults && !(name in env))) continue;
    if (name in env || !ours.has(name)) learners[name] = value;
  }
  const names = Object.keys(learners);
  const bashEnv = env.BASH_ENV ?? process.env.BASH_ENV;
  return {
    ...learners,
    ...(bashEnv === undefined ? {} : { PILOTAGE_BASH_ENV: bashEnv }),
    PILOTAGE_NAMES: names.filter(isVariable).join(' '),
    PILOTAGE_FUNCTIONS: names.flatMap((name) => /^BASH_FUNC_(.*)%%$/.exec(name)?.[1] ?? []).join(' '),
    // Relative to where bash starts: bash expands the value, and a directory may have a $ in its name.
    BASH_ENV: './step.sh',
    PILOTAGE_MODE: mode,
    PILOTAGE_FRESH: freshNames(env),
  };
}

/** The environment of the learner's own shell, whose terminal is the real one. */
export function interactiveEnvironment(
  env: Readonly<Record<string, string>>,
  greeting: string,
): Record<string, string> {
  const inherited = { ...process.env } as Record<string, string>;
  for (const name of ['BASHOPTS', 'OLDPWD', 'POSIXLY_CORRECT', 'PWD', 'SHELLOPTS', '_'])
    delete inherited[name];
  // Where bash is Apple's, it would begin with an advertisement for zsh.
  inherited.BASH_SILENCE_DEPRECATION_WARNING = '1';
  return { ...inherited, ...env, PILOTAGE_GREETING: greeting, PILOTAGE_FRESH: freshNames(env) };
}

/** The variables in which the caller's value wins over a saved one. */
function freshNames(env: Readonly<Record<string, string>>): string {
  const names = new Set(['PATH', 'TERM', ...Object.keys(env)]);
  return [...names].filter((name) => isVariable(name) && name !== 'BASH_ENV').join(' ');
}

/** Some of an environment's names are none that bash makes a variable of. */
function isVariable(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

/** Where bash is, by its full path: a step's own PATH must not decide which one runs it. */
export function findBash(): string {
  const bash = findTool('bash');
  if (bash) return bash;
  throw new NotReadyError(
    'bash was not found on PATH, in /bin or in /usr/bin: the commands of a workshop run in it.',
    'pilotage doctor says how to install it on this machine.',
  );
}

/** Where a program that the runner itself cannot do without is, even with a PATH that has lost it. */
export function findTool(name: string): string | undefined {
  return findProgram(name, [process.env.PATH ?? '', '/bin', '/usr/bin'].join(delimiter));
}
