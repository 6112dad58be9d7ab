/** What an awk program is made of. */

export type Expression =
  | { kind: 'constant'; value: number | string }
  /** Matched against the whole record, unless it is an operand of `~` or an argument. */
  | { kind: 'pattern'; source: string }
  | { kind: 'variable'; name: string }
  | { kind: 'field'; index: Expression }
  | { kind: 'element'; array: string; index: readonly Expression[] }
  | { kind: 'assign'; operator: string; target: Target; value: Expression }
  | { kind: 'step'; by: 1 | -1; isBefore: boolean; target: Target }
  | { kind: 'unary'; operator: string; operand: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'choice'; test: Expression; yes: Expression; no: Expression }
  | { kind: 'in'; index: readonly Expression[]; array: string }
  | { kind: 'call'; name: string; args: readonly Expression[]; isOwn: boolean }
  | {
      kind: 'getline';
      from: 'input' | 'file' | 'command';
      source: Expression | undefined;
      target: Target | undefined;
    }
  /** `(a, b)`: the arguments of a print, or the index of an `in`. */
  | { kind: 'list'; items: readonly Expression[] };

export type Target = Extract<Expression, { kind: 'variable' | 'field' | 'element' }>;

export type Statement =
  | { kind: 'block'; body: readonly Statement[] }
  | { kind: 'expression'; expression: Expression }
  | { kind: 'print'; format: boolean; args: readonly Expression[]; to: Output | undefined }
  | { kind: 'if'; test: Expression; yes: Statement; no: Statement | undefined }
  | {
      kind: 'loop';
      before: Statement | undefined;
      test: Expression | undefined;
      after: Statement | undefined;
      body: Statement;
      isTestedLast: boolean;
    }
  | { kind: 'for-in'; name: string; array: string; body: Statement }
  | { kind: 'delete'; array: string; index: readonly Expression[] | undefined }
  | {
      kind: 'leave';
      how: 'break' | 'continue' | 'next' | 'nextfile' | 'exit' | 'return';
      value: Expression | undefined;
    };

export interface Output {
  how: '>' | '>>' | '|';
  name: Expression;
}

export interface Rule {
  pattern: Expression | undefined;
  /** Of a range, `/from/,/to/`. */
  last: Expression | undefined;
  /** Undefined prints the record. */
  body: Statement | undefined;
}

export interface AwkFunction {
  parameters: readonly string[];
  body: Statement;
}

export interface AwkProgram {
  begin: readonly Statement[];
  rules: readonly Rule[];
  end: readonly Statement[];
  functions: ReadonlyMap<string, AwkFunction>;
}
