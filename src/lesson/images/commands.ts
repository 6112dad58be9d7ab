import { operands, type SimpleCommand, unquoted } from '../lint/commands.ts';

/** The images that a command names: those it runs, pulls or deploys. */
export function imagesOf(command: SimpleCommand): string[] {
  const [program, ...words] = command.words;
  const named = program === 'kubectl' ? ofKubectl(command) : program === 'docker' ? ofDocker(words) : [];
  return named.filter((name) => name !== '').map(unquoted);
}

function ofKubectl(command: SimpleCommand): string[] {
  const { words } = command;
  const flags = words.flatMap((word, at) =>
    word === '--image' ? [words[at + 1] ?? ''] : word.startsWith('--image=') ? [word.slice(8)] : [],
  );
  const [verb, what] = operands(command);
  const set = verb === 'set' && what === 'image' ? operands(command).slice(3) : [];
  return [...flags, ...set.flatMap((word) => word.split('=')[1] ?? [])];
}

/** Flags of `docker run` and `docker pull` whose value is the next word. */
const valued = new Set(
  `-v --volume -p --publish -e --env --env-file --name --entrypoint --network --mount --tmpfs -w --workdir -u --user
  -h --hostname -l --label -m --memory --cpus --restart --pull --platform --add-host`.split(/\s+/),
);

/** The image that docker pulls, or makes a container of. */
function ofDocker(given: readonly string[]): string[] {
  const words = given[0] === 'image' || given[0] === 'container' ? given.slice(1) : [...given];
  if (!['run', 'create', 'pull'].includes(words.shift() ?? '')) return [];
  while (words[0]?.startsWith('-')) {
    const flag = words.shift() ?? '';
    if (valued.has(flag)) words.shift();
  }
  return words.slice(0, 1);
}
