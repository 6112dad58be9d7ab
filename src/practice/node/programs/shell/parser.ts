import { Scanner } from './scanner.ts';
import type { Command, Redirect, Script, Word } from './syntax.ts';
import { readQuoted, readWord } from './words.ts';

type Simple = Extract<Command, { kind: 'simple' }>;

export const reserved: ReadonlySet<string> = new Set([
  'if',
  'then',
  'elif',
  'else',
  'fi',
  'while',
  'until',
  'for',
  'in',
  'do',
  'done',
  'case',
  'esac',
  '{',
  '}',
  '!',
  '[[',
  ']]',
]);

/** @throws ShellSyntaxError */
export function parse(text: string): Script {
  const scanner = new Scanner(text);
  return parseScript(scanner, '');
}

/** Commands up to `closing` (a bracket, which is taken too) or the end. */
function parseScript(scanner: Scanner, closing: string): Script {
  const script = parseList(scanner);
  if (closing === '') {
    if (!scanner.isAtEnd) throw scanner.unexpected();
  } else if (!scanner.takeOperator(closing)) throw scanner.unexpected(closing);
  return script;
}

/** Commands as long as there are any: up to a reserved word that ends something, a bracket, or the end. */
function parseList(scanner: Scanner): Script {
  const script: { command: Command; background: boolean }[] = [];
  for (;;) {
    scanner.skipLines();
    const command = parseAndOr(scanner);
    if (!command) return script;
    const background = scanner.takeOperator('&');
    script.push({ command, background });
    if (!background && !scanner.takeOperator(';')) {
      scanner.skipBlanks();
      if (scanner.peek() !== '\n') return script;
    }
  }
}

function parseAndOr(scanner: Scanner): Command | undefined {
  const first = parsePipeline(scanner);
  if (!first) return undefined;
  const rest: { operator: '&&' | '||'; command: Command }[] = [];
  for (;;) {
    const operator = scanner.takeOperator('&&') ? '&&' : scanner.takeOperator('||') ? '||' : undefined;
    if (!operator) break;
    scanner.skipLines();
    const command = parsePipeline(scanner);
    if (!command) throw scanner.unexpected();
    rest.push({ operator, command });
  }
  return rest.length === 0 ? first : { kind: 'and-or', first, rest, redirects: [] };
}

function parsePipeline(scanner: Scanner): Command | undefined {
  const negated = takeWord(scanner, '!');
  const commands: Command[] = [];
  do {
    if (commands.length > 0) scanner.skipLines();
    const command = parseCommand(scanner);
    if (command) commands.push(command);
    else if (commands.length > 0 || negated) throw scanner.unexpected();
    else return undefined;
  } while (scanner.takeOperator('|'));
  const [only] = commands;
  if (only && commands.length === 1 && !negated) return only;
  return { kind: 'pipeline', commands, negated, redirects: [] };
}

function parseCommand(scanner: Scanner): Command | undefined {
  scanner.skipBlanks();
  const compound = parseCompound(scanner);
  if (compound) return { ...compound, redirects: parseRedirects(scanner) };
  return parseSimple(scanner);
}

function parseCompound(scanner: Scanner): Command | undefined {
  const base = { redirects: [] };
  if (takeWord(scanner, 'if')) return { ...parseIf(scanner), ...base };
  for (const word of ['while', 'until']) {
    if (!takeWord(scanner, word)) continue;
    const condition = parseList(scanner);
    return { kind: 'while', until: word === 'until', condition, body: parseDo(scanner), ...base };
  }
  if (takeWord(scanner, 'for')) return parseFor(scanner);
  if (takeWord(scanner, 'case')) return parseCase(scanner);
  if (takeWord(scanner, '{')) {
    const body = parseList(scanner);
    expectWord(scanner, '}');
    return { kind: 'group', body, ...base };
  }
  if (takeWord(scanner, '[[')) return parseTest(scanner);
  if (scanner.takeOperator('(')) return { kind: 'subshell', body: parseScript(scanner, ')'), ...base };
  const named = /^([A-Za-z_][\w.-]*)[ \t]*\([ \t]*\)/.exec(
    scanner.text.slice(scanner.position, scanner.position + 256),
  );
  if (!named) return undefined;
  scanner.position += named[0].length;
  scanner.skipLines();
  const body = parseCommand(scanner);
  if (!body) throw scanner.unexpected();
  return { kind: 'function', name: named[1] ?? '', body, ...base };
}

/** The words of `[[ … ]]`, in which `&&` and `||` join conditions, and `<` is less. */
function parseTest(scanner: Scanner): Command {
  const words: Word[] = [];
  const literal = (text: string): Word => [{ kind: 'text', text, quoted: true }];
  const joints: Record<string, string> = { '&&': '-a', '||': '-o' };
  for (scanner.skipLines(); !takeWord(scanner, ']]'); scanner.skipLines()) {
    const operator = scanner.operator();
    if (operator !== undefined) {
      scanner.position += operator.length;
      words.push(literal(joints[operator] ?? operator));
      continue;
    }
    const word = readWord(scanner, parseScript);
    if (word.length === 0) throw scanner.unexpected();
    words.push(word);
  }
  return { kind: 'test', words, redirects: [] };
}

function parseIf(scanner: Scanner): Extract<Command, { kind: 'if' }> {
  const arms: { condition: Script; body: Script }[] = [];
  do {
    const condition = parseList(scanner);
    expectWord(scanner, 'then');
    arms.push({ condition, body: parseList(scanner) });
  } while (takeWord(scanner, 'elif'));
  const otherwise = takeWord(scanner, 'else') ? parseList(scanner) : undefined;
  expectWord(scanner, 'fi');
  return { kind: 'if', arms, otherwise, redirects: [] };
}

function parseDo(scanner: Scanner): Script {
  scanner.skipLines();
  expectWord(scanner, 'do');
  const body = parseList(scanner);
  expectWord(scanner, 'done');
  return body;
}

function parseFor(scanner: Scanner): Command {
  scanner.skipBlanks();
  const name = /^[A-Za-z_]\w*/.exec(scanner.plainWord())?.[0];
  if (name === undefined) throw scanner.unexpected();
  scanner.position += name.length;
  scanner.skipLines();
  let words: Word[] | undefined;
  if (takeWord(scanner, 'in')) {
    words = [];
    for (scanner.skipBlanks(); ; scanner.skipBlanks()) {
      const word = readWord(scanner, parseScript);
      if (word.length === 0) break;
      words.push(word);
    }
  }
  scanner.takeOperator(';');
  return { kind: 'for', name, words, body: parseDo(scanner), redirects: [] };
}

function parseCase(scanner: Scanner): Command {
  scanner.skipBlanks();
  const word = readWord(scanner, parseScript);
  scanner.skipLines();
  expectWord(scanner, 'in');
  const arms: { patterns: Word[]; body: Script }[] = [];
  for (scanner.skipLines(); !takeWord(scanner, 'esac'); scanner.skipLines()) {
    scanner.takeOperator('(');
    const patterns: Word[] = [];
    do {
      scanner.skipBlanks();
      const pattern = readWord(scanner, parseScript);
      if (pattern.length === 0) throw scanner.unexpected();
      patterns.push(pattern);
    } while (scanner.takeOperator('|'));
    if (!scanner.takeOperator(')')) throw scanner.unexpected();
    arms.push({ patterns, body: parseList(scanner) });
    scanner.skipLines();
    scanner.takeOperator(';;');
  }
  return { kind: 'case', word, arms, redirects: [] };
}

function parseSimple(scanner: Scanner): Simple | undefined {
  const assignments: { name: string; value: Word }[] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  for (;;) {
    scanner.skipBlanks();
    const redirect = parseRedirect(scanner);
    if (redirect) {
      redirects.push(redirect);
      continue;
    }
    if (words.length === 0) {
      if (assignments.length === 0 && redirects.length === 0 && reserved.has(scanner.plainWord()))
        return undefined;
      const name = /^([A-Za-z_]\w*)=/.exec(scanner.text.slice(scanner.position, scanner.position + 256))?.[1];
      if (name !== undefined) {
        scanner.position += name.length + 1;
        assignments.push({ name, value: readWord(scanner, parseScript) });
        continue;
      }
    }
    const word = readWord(scanner, parseScript);
    if (word.length === 0) break;
    words.push(word);
  }
  if (assignments.length + words.length + redirects.length === 0) return undefined;
  return { kind: 'simple', assignments, words, redirects };
}

function parseRedirects(scanner: Scanner): Redirect[] {
  const redirects: Redirect[] = [];
  for (;;) {
    scanner.skipBlanks();
    const redirect = parseRedirect(scanner);
    if (!redirect) return redirects;
    redirects.push(redirect);
  }
}

function parseRedirect(scanner: Scanner): Redirect | undefined {
  const match = /^(\d*)(<<-|<<|<&|<>|<|>>|>&|>\||>)/.exec(
    scanner.text.slice(scanner.position, scanner.position + 8),
  );
  if (!match) return undefined;
  const [all, number = '', sign = ''] = match;
  scanner.position += all.length;
  scanner.skipBlanks();
  const fd = number === '' ? (sign.startsWith('<') ? 0 : 1) : Number(number);
  if (!sign.startsWith('<<')) {
    const target = readWord(scanner, parseScript);
    if (target.length === 0) throw scanner.unexpected();
    return { fd, operator: sign as Redirect['operator'], target };
  }
  const delimiter = readWord(scanner, parseScript);
  const isLiteral = delimiter.some((part) => part.kind === 'text' && part.quoted);
  const name = delimiter.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  const redirect: Redirect = { fd, operator: '<<', target: [] };
  scanner.expectHere(name, sign === '<<-', (text) => {
    redirect.target = isLiteral
      ? [{ kind: 'text', text, quoted: true }]
      : readQuoted(new Scanner(text), parseScript, undefined);
  });
  return redirect;
}

function takeWord(scanner: Scanner, word: string): boolean {
  scanner.skipBlanks();
  if (scanner.plainWord() !== word) return false;
  scanner.position += word.length;
  return true;
}

function expectWord(scanner: Scanner, word: string): void {
  if (!takeWord(scanner, word)) throw scanner.unexpected(word);
}
