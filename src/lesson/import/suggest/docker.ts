import type { Effect } from './effect.ts';
import type { Sorted } from './words.ts';

/** What a docker command that changes something does. */
export function dockerEffect(command: Sorted): Effect | undefined {
  const [verb = '', first = '', second = ''] = command.operands;
  if (verb === 'compose') return composeEffect(command, first);
  if (verb === 'pull' && first) return image(first);
  if (verb === 'tag' && second) return image(second);
  if (verb === 'push' && first) return pushed(first);
  if (verb === 'build') {
    const tag = command.flag('-t', '--tag');
    return tag ? image(tag) : undefined;
  }
  const name = command.flag('--name');
  if (verb === 'run' && name && command.flag('--rm') === undefined)
    return {
      checks: [{ command: `docker container inspect ${name} 2>&1` }],
      undo: `docker rm --force ${name}`,
    };
  return undefined;
}

function image(name: string): Effect {
  return { checks: [{ command: `docker image inspect ${name} 2>&1` }], undo: `docker rmi ${name}` };
}

function composeEffect(command: Sorted, verb: string): Effect | undefined {
  const files = command.flags('-f', '--file').map((file) => ` -f ${file}`);
  const compose = `docker compose${files.join('')}`;
  // What is built to be pushed has the name of its registry; what is only used mostly has none.
  if (verb === 'build')
    return { checks: [{ command: `${compose} config --images | grep / | xargs docker image inspect 2>&1` }] };
  if (verb === 'up')
    return { checks: [{ command: `${compose} ps --quiet | grep .` }], undo: `${compose} down` };
  return undefined;
}

/** A registry of the lesson's own can be asked; one on the net wants an account first. */
function pushed(name: string): Effect | undefined {
  const [host = '', ...rest] = name.split('/');
  const isOwn = /^\$\{?\w+\}?$|^(?:localhost|127\.0\.0\.1|[\w.-]+:(?:\d+|\$\{?\w+\}?))/.test(host);
  const [, repository = '', tag = 'latest'] = /^([^:@]+)(?::([^:@]+))?$/.exec(rest.join('/')) ?? [];
  if (!isOwn || repository === '' || /\$/.test(repository + tag)) return undefined;
  return { checks: [{ http: `http://${host}/v2/${repository}/tags/list`, json: { tags: [tag] } }] };
}
