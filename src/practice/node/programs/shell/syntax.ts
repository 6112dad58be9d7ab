/** The tree of a shell script. */

export type Part =
  | { kind: 'text'; text: string; quoted: boolean }
  | {
      kind: 'parameter';
      name: string;
      operator: string;
      argument: Word | undefined;
      replacement?: Word;
      quoted: boolean;
    }
  | { kind: 'command'; script: Script; quoted: boolean }
  | { kind: 'arithmetic'; expression: Word; quoted: boolean };

export type Word = readonly Part[];

export interface Redirect {
  fd: number;
  operator: '<' | '>' | '>>' | '>|' | '<>' | '<&' | '>&' | '<<';
  /** A file, the number of another descriptor, or the text of a here-document. */
  target: Word;
}

export type Command = (
  | { kind: 'simple'; assignments: readonly { name: string; value: Word }[]; words: readonly Word[] }
  | { kind: 'pipeline'; commands: readonly Command[]; negated: boolean }
  | { kind: 'and-or'; first: Command; rest: readonly { operator: '&&' | '||'; command: Command }[] }
  | { kind: 'if'; arms: readonly { condition: Script; body: Script }[]; otherwise: Script | undefined }
  | { kind: 'while'; until: boolean; condition: Script; body: Script }
  | { kind: 'for'; name: string; words: readonly Word[] | undefined; body: Script }
  | { kind: 'case'; word: Word; arms: readonly { patterns: readonly Word[]; body: Script }[] }
  /** `[[ … ]]`: its words are not split, and stand for no files. */
  | { kind: 'test'; words: readonly Word[] }
  | { kind: 'group'; body: Script }
  | { kind: 'subshell'; body: Script }
  | { kind: 'function'; name: string; body: Command }
) & { redirects: readonly Redirect[] };

export type Script = readonly { command: Command; background: boolean }[];

/** `message` is what the shell says after its own name. */
export class ShellSyntaxError extends Error {
  /** More input could still make it right: an interactive shell asks for another line. */
  readonly isIncomplete: boolean;

  constructor(message: string, isIncomplete = false) {
    super(message);
    this.isIncomplete = isIncomplete;
  }
}
