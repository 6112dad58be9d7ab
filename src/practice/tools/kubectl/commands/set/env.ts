import { type Dict, listAt, textAt } from '../../api/objects.ts';
import { flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { fetchObjects, select } from '../../resources/selection.ts';
import { changeContainers, matching, SET_FLAGS, splitPairs } from './shared.ts';

export const env: Command = {
  usage: 'set env (TYPE NAME | TYPE/NAME) KEY=VALUE… KEY-… [flags]',
  summary: 'Update environment variables on a pod template',
  flags: [
    ...SET_FLAGS,
    flag('containers c', 'string', 'the containers, by name or with *', '*'),
    flag('env e', 'array', 'a variable: KEY=VALUE'),
    flag('list', 'bool', 'show the variables'),
    flag('overwrite', 'bool', 'replace a value that is there', 'true'),
  ],
  run: setEnv,
};

async function setEnv(call: Call): Promise<void> {
  const { flags } = call;
  const { resources, pairs: given } = splitPairs(
    call.args,
    (arg) => /^[^/=]+=/.test(arg) || /^[^/]+-$/.test(arg),
  );
  const pairs = [...given, ...flags.list('env')];
  if (flags.bool('list')) return list(call, resources);
  await changeContainers(
    { ...call, args: resources },
    'env updated',
    () =>
      ({ containers, initContainers }) => {
        if (pairs.length === 0) return;
        for (const container of matching([...initContainers, ...containers], flags.string('containers'))) {
          const variables = pairs.reduce(apply, listAt(container, 'env'));
          if (variables.length > 0) container.env = variables;
          else delete container.env;
        }
      },
  );
}

function apply(variables: Dict[], pair: string): Dict[] {
  const equals = pair.indexOf('=');
  if (equals < 0) return variables.filter((one) => one.name !== pair.slice(0, -1));
  const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
  const known = variables.some((one) => one.name === name);
  if (!known) return [...variables, { name, value }];
  return variables.map((one) => (one.name === name ? { name, value } : one));
}

async function list({ session, flags }: Call, resources: string[]): Promise<void> {
  const { targets } = await select(session, resources, {
    filenames: flags.list('filename'),
    all: flags.bool('all'),
  });
  for (const target of targets) {
    for (const object of await fetchObjects(session, target, {})) {
      const template = target.resource.kind === 'Pod' ? object : (object.spec as Dict).template;
      for (const container of listAt(template, 'spec', 'containers')) {
        session.out(
          `# ${target.resource.kind} ${textAt(object, 'metadata', 'name')}, container ${textAt(container, 'name')}\n`,
        );
        for (const one of listAt(container, 'env')) {
          session.out(
            one.valueFrom
              ? `# ${textAt(one, 'name')} from elsewhere\n`
              : `${textAt(one, 'name')}=${textAt(one, 'value')}\n`,
          );
        }
      }
    }
  }
}
