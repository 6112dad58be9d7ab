import { createExpressions } from './expressions.ts';
import { syntaxError, type Token, tokenize } from './lexer.ts';
import type { AwkFunction, AwkProgram, Output, Rule, Statement } from './syntax.ts';

/** The tokens of a program, and where the parser is in them. */
export class Tokens {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  get next(): Token {
    return this.#tokens[this.#at] as Token;
  }

  is(...texts: string[]): boolean {
    const { kind, text } = this.next;
    return (kind === 'operator' || kind === 'keyword' || kind === 'newline') && texts.includes(text);
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  /** Takes it if it is one of these. */
  took(...texts: string[]): string | undefined {
    return this.is(...texts) ? this.take().text : undefined;
  }

  /** @throws Complaint */
  expect(text: string): void {
    if (this.took(text) === undefined) throw this.unexpected();
  }

  /** @throws Complaint */
  name(): string {
    if (this.next.kind !== 'name') throw this.unexpected();
    return this.take().text;
  }

  unexpected(): Error {
    return syntaxError(this.next.line, 'Unexpected token');
  }

  skipNewlines(): void {
    while (this.took('\n') !== undefined);
  }
}

/** @throws Complaint */
export function parseAwk(text: string): AwkProgram {
  const tokens = new Tokens(text);
  const expressions = createExpressions(tokens);
  const begin: Statement[] = [];
  const end: Statement[] = [];
  const rules: Rule[] = [];
  const functions = new Map<string, AwkFunction>();

  const block = (): Statement => {
    tokens.expect('{');
    const body: Statement[] = [];
    for (skipEnds(); tokens.took('}') === undefined; skipEnds()) body.push(statement());
    return { kind: 'block', body };
  };
  const skipEnds = () => {
    while (tokens.took('\n', ';') !== undefined);
  };
  const endOfSimple = () => {
    if (tokens.is('}') || tokens.next.kind === 'end') return;
    if (tokens.took(';', '\n') === undefined) throw tokens.unexpected();
  };
  /** What a loop or a condition governs. */
  const governed = (): Statement => {
    tokens.skipNewlines();
    return tokens.took(';') === undefined ? statement() : { kind: 'block', body: [] };
  };
  const statement = (): Statement => {
    if (tokens.is('{')) return block();
    if (tokens.took('if')) return condition();
    if (tokens.took('while')) {
      const test = inParentheses();
      return {
        kind: 'loop',
        before: undefined,
        test,
        after: undefined,
        body: governed(),
        isTestedLast: false,
      };
    }
    if (tokens.took('do')) {
      const body = governed();
      while (tokens.took('\n', ';') !== undefined);
      tokens.expect('while');
      const test = inParentheses();
      endOfSimple();
      return { kind: 'loop', before: undefined, test, after: undefined, body, isTestedLast: true };
    }
    if (tokens.took('for')) return loop();
    const simple = simpleStatement();
    endOfSimple();
    return simple;
  };
  const inParentheses = () => {
    tokens.expect('(');
    const inside = expressions.parse();
    tokens.expect(')');
    return inside;
  };
  const condition = (): Statement => {
    const test = inParentheses();
    const yes = governed();
    skipEnds();
    const no = tokens.took('else') === undefined ? undefined : governed();
    return { kind: 'if', test, yes, no };
  };
  const loop = (): Statement => {
    tokens.expect('(');
    const before = tokens.is(';') ? undefined : simpleStatement();
    if (before?.kind === 'expression' && before.expression.kind === 'in' && tokens.took(')') !== undefined) {
      const { index, array } = before.expression;
      const [name] = index;
      if (name?.kind !== 'variable') throw tokens.unexpected();
      return { kind: 'for-in', name: name.name, array, body: governed() };
    }
    tokens.expect(';');
    tokens.skipNewlines();
    const test = tokens.is(';') ? undefined : expressions.parse();
    tokens.expect(';');
    tokens.skipNewlines();
    const after = tokens.is(')') ? undefined : simpleStatement();
    tokens.expect(')');
    return { kind: 'loop', before, test, after, body: governed(), isTestedLast: false };
  };
  const atEnd = () => tokens.is(';', '\n', '}') || tokens.next.kind === 'end';
  const simpleStatement = (): Statement => {
    const word = tokens.took('print', 'printf');
    if (word) return print(word === 'printf');
    if (tokens.took('delete')) {
      const array = tokens.name();
      return {
        kind: 'delete',
        array,
        index: tokens.took('[') === undefined ? undefined : expressions.list(']'),
      };
    }
    const how = tokens.took('break', 'continue', 'next', 'nextfile', 'exit', 'return');
    if (how !== undefined) {
      const value = (how === 'exit' || how === 'return') && !atEnd() ? expressions.parse() : undefined;
      return { kind: 'leave', how: how as 'exit', value };
    }
    return { kind: 'expression', expression: expressions.parse() };
  };
  const print = (format: boolean): Statement => {
    const args = atEnd() || tokens.is('>', '>>', '|') ? [] : expressions.printed();
    const how = tokens.took('>', '>>', '|') as Output['how'] | undefined;
    return {
      kind: 'print',
      format,
      args,
      to: how === undefined ? undefined : { how, name: expressions.destination() },
    };
  };

  for (skipEnds(); tokens.next.kind !== 'end'; skipEnds()) {
    if (tokens.took('BEGIN')) begin.push(block());
    else if (tokens.took('END')) end.push(block());
    else if (tokens.took('function', 'func')) {
      const name = tokens.name();
      tokens.expect('(');
      const parameters: string[] = [];
      while (tokens.took(')') === undefined) {
        parameters.push(tokens.name());
        if (!tokens.is(')')) tokens.expect(',');
        tokens.skipNewlines();
      }
      tokens.skipNewlines();
      functions.set(name, { parameters, body: block() });
    } else {
      const pattern = tokens.is('{') ? undefined : expressions.parse();
      let last: Rule['last'];
      if (pattern && tokens.took(',')) {
        tokens.skipNewlines();
        last = expressions.parse();
      }
      rules.push({ pattern, last, body: tokens.is('{') ? block() : undefined });
    }
  }
  return { begin, rules, end, functions };
}
