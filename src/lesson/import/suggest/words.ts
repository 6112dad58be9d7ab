import { type SimpleCommand, unquoted } from '../../lint/commands.ts';

/** Flags whose value is the next word, unless it is joined by =. */
const valued = new Set(
  `-n --namespace -f --filename -l --selector -o --output -c --container --context --kubeconfig --image --port --type
  --name --replicas --target-port --node-port --protocol --from-literal --from-file --from-env-file --tcp --schedule
  --min --max --cpu-percent --tail --since --for --timeout --server -p --patch --dry-run --as --file --project-name
  -t --tag --build-arg --publish --volume -v --env -e --network --restart --user -u -H -X -d --data`.split(
    /\s+/,
  ),
);
/** The programs that have these flags; the flags of others take no value that matters here. */
const programs = new Set(['kubectl', 'docker', 'minikube', 'curl', 'git', 'helm']);
/** Flags that take no value with some programs. */
const plainFor = new Map<string, readonly string[]>(
  Object.entries({
    kubectl: ['-t', '-e', '-d', '-u', '-v'],
    'kubectl logs': ['-f', '-p'],
    'docker run': ['-t', '-d'],
    curl: ['-n', '-f', '-v', '-l', '-t'],
    docker: ['-c', '-l'],
  }),
);

/** A command's words as a program sorts them. */
export interface Sorted {
  readonly program: string;
  /** Without the program's name, flags and their values. */
  readonly operands: readonly string[];
  /** The value of the first of these flags that is there; '' for one without a value. */
  flag(...names: string[]): string | undefined;
  /** The values of all of these flags. */
  flags(...names: string[]): string[];
}

export function sorted({ words }: SimpleCommand): Sorted {
  const [program = '', ...rest] = words.map(unquoted);
  const plain = new Set([
    ...(plainFor.get(program) ?? []),
    ...(plainFor.get(`${program} ${rest[0] ?? ''}`) ?? []),
  ]);
  const operands: string[] = [];
  const found: { name: string; value: string }[] = [];
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    if (word === '--') break;
    const [name = '', ...value] = word.split('=');
    if (!word.startsWith('-') || word === '-') operands.push(word);
    else if (value.length > 0) found.push({ name, value: unquoted(value.join('=')) });
    else if (programs.has(program) && valued.has(word) && !plain.has(word))
      found.push({ name, value: rest[++at] ?? '' });
    else found.push({ name, value: '' });
  }
  const flags = (...names: string[]) =>
    found.filter(({ name }) => names.includes(name)).map(({ value }) => value);
  return { program, operands, flags, flag: (...names) => flags(...names)[0] };
}

/** A text as a regular expression that matches it and nothing else. */
export function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
