import type { Check } from '../../schema.ts';
import type { Effect } from './effect.ts';
import { literally, type Sorted } from './words.ts';

/** What a program that is neither kubectl nor docker does to the learner's files. */
export function shellEffect(command: Sorted): Effect | undefined {
  const { program, operands } = command;
  const [first = ''] = operands;
  if (program === 'cd' && /^[\w./-]*\w$/.test(first) && first !== '..')
    return { checks: [{ command: `[[ $PWD == */${first.replace(/^\.?\/+/, '')} ]]` }] };
  const paths = operands.filter(isPath);
  if (program === 'mkdir' || program === 'touch') return files(paths);
  if (program === 'rm') return { checks: paths.map((file): Check => ({ file, absent: true })) };
  if (program === 'git' && first === 'clone') {
    const folder = operands[2] ?? /([^/]+?)(?:\.git)?\/?$/.exec(operands[1] ?? '')?.[1] ?? '';
    return isPath(folder) ? files([folder]) : undefined;
  }
  return undefined;
}

const isPath = (word: string) => /^[\w.-][\w./-]*$/.test(word);

function files(paths: readonly string[]): Effect | undefined {
  if (paths.length === 0) return undefined;
  return { checks: paths.map((file) => ({ file })), undo: `rm -r ${paths.join(' ')}` };
}

/** The variables that a script sets, the last value of each, and those that it exports without a value. */
export function variableEffect(script: string): Effect | undefined {
  const values = new Map<string, string>();
  const assignment =
    /(?:^|[;&\n])[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=("(?:\\.|[^"\\])*"|'[^']*'|(?:\$\((?:[^()]|\([^()]*\))*\)|[^\s;&|()])*)(?=[ \t]*(?:$|[;&\n]|\|\|))/g;
  for (const [, name = '', value = ''] of script.matchAll(assignment)) values.set(name, value);
  const exported = [
    ...script.matchAll(
      /(?:^|[;&\n])[ \t]*export[ \t]+([A-Za-z_]\w*(?:[ \t]+[A-Za-z_]\w*)*)[ \t]*(?=$|[;&\n])/g,
    ),
  ]
    .flatMap(([, names = '']) => names.split(/\s+/))
    .filter((name) => !values.has(name));
  if (values.size + exported.length === 0) return undefined;
  const checks: Check[] = [
    ...[...values].map(([variable, value]): Check => ({ variable, matches: patternOf(value) })),
    // Another process must see it: that is what export is for.
    ...exported.map((name): Check => ({ command: `bash -c '[[ -n $${name} ]]'` })),
  ];
  const undo = [
    ...(values.size > 0 ? [`unset ${[...values.keys()].join(' ')}`] : []),
    ...(exported.length > 0 ? [`export -n ${exported.join(' ')}`] : []),
  ];
  return { checks, undo: undo.join('; ') };
}

/** What a variable holds once a value was assigned: what is computed may be anything, and not nothing. */
function patternOf(value: string): string {
  const isLiteral = value.startsWith("'");
  const plain = value.replace(/^(['"])([\s\S]*)\1$/, '$2');
  if (isLiteral) return plain === '' ? '.' : `^${literally(plain)}$`;
  const parts = plain.split(/(\$\((?:[^()]|\([^()]*\))*\)|\$\{[^}]*\}|\$\w+|`[^`]*`)/);
  const pattern = parts.map((part, index) => (index % 2 === 1 ? '.+' : literally(part))).join('');
  return pattern === '' || pattern === '.+' ? '.' : `^${pattern}$`;
}
