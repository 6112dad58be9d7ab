import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ContainerPaths } from '../../runtime/container-paths.ts';

/** One directive of a configuration, with what its braces hold. */
export interface Directive {
  name: string;
  args: string[];
  block: Directive[] | undefined;
}

/** The configuration is wrong; `message` is nginx's, without its level. */
export class ConfigError extends Error {}

/** @throws ConfigError */
export function readConfig(paths: ContainerPaths, file: string): Directive[] {
  let text: string;
  try {
    text = readFileSync(paths.toHost(file), 'utf8');
  } catch {
    throw new ConfigError(`open() "${file}" failed (2: No such file or directory)`);
  }
  const tokens = tokenize(text);
  const directives = parseBlock(tokens, file, paths);
  const left = tokens.shift();
  if (left) throw new ConfigError(`unexpected "}" in ${file}:${left.line}`);
  return directives;
}

interface Token {
  text: string;
  line: number;
  isQuoted: boolean;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  const pattern =
    /\n|#[^\n]*|"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|[{};]|(?:\$\{\w+\}|[^\s{};"'#])(?:\$\{\w+\}|\\[\s\S]|[^\s{};])*/g;
  for (const match of text.matchAll(pattern)) {
    const [all, double, single] = match;
    if (all === '\n') line += 1;
    else if (!all.startsWith('#')) {
      const quoted = double ?? single;
      const content =
        quoted === undefined ? all : quoted.replace(/\\(["'\\])/g, '$1').replaceAll('\\n', '\n');
      tokens.push({ text: content, line, isQuoted: quoted !== undefined });
      line += all.split('\n').length - 1;
    }
  }
  return tokens;
}

function parseBlock(tokens: Token[], file: string, paths: ContainerPaths): Directive[] {
  const directives: Directive[] = [];
  while (tokens[0] && !(tokens[0].text === '}' && !tokens[0].isQuoted)) {
    const words: string[] = [];
    let token = tokens.shift();
    for (; token && (token.isQuoted || !'{};'.includes(token.text)); token = tokens.shift())
      words.push(token.text);
    if (!token) throw new ConfigError(`unexpected end of file, expecting ";" or "}" in ${file}`);
    const [name = '', ...args] = words;
    if (token.text === '}' || words.length === 0)
      throw new ConfigError(`unexpected "${token.text}" in ${file}:${token.line}`);
    if (token.text === ';') {
      if (name === 'include') directives.push(...included(args[0] ?? '', file, paths));
      else directives.push({ name, args, block: undefined });
      continue;
    }
    const block = parseBlock(tokens, file, paths);
    if (!tokens.shift()) throw new ConfigError(`unexpected end of file, expecting "}" in ${file}`);
    directives.push({ name, args, block });
  }
  return directives;
}

function included(pattern: string, from: string, paths: ContainerPaths): Directive[] {
  const inside = path.posix.resolve(path.posix.dirname(from), pattern);
  // The types of files are built in.
  if (inside.endsWith('/mime.types')) return [];
  const folder = path.posix.dirname(inside);
  const names = globSync(path.posix.basename(inside), { cwd: paths.toHost(folder) }).sort();
  return names.flatMap((name) => readConfig(paths, path.posix.join(folder, name)));
}
