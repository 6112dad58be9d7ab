import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Tabwriter } from '../../common/tabwriter.ts';
import { type KubeconfigFile, kubeconfigPaths, loadKubeconfig, readKubeconfig } from '../api/kubeconfig.ts';
import { type FlagSpec, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { toJson } from '../printers/json.ts';
import { toYaml } from '../printers/yaml.ts';

function sub(
  usage: string,
  summary: string,
  run: (call: Call) => Promise<void>,
  flags: readonly FlagSpec[] = [],
): () => Promise<Command> {
  return async () => ({ usage: `config ${usage}`, summary, flags, run });
}

export const config: Command = {
  usage: 'config SUBCOMMAND',
  summary: 'Modify kubeconfig files',
  flags: [],
  subcommands: {
    'current-context': sub('current-context', 'Display the current-context', currentContext),
    'delete-context': sub(
      'delete-context NAME',
      'Delete the specified context from the kubeconfig',
      deleteContext,
    ),
    'get-clusters': sub('get-clusters', 'Display clusters defined in the kubeconfig', getClusters),
    'get-contexts': sub('get-contexts [NAME] [flags]', 'Describe one or many contexts', getContexts, [
      flag('no-headers', 'bool', 'without the line of headers'),
      flag('output o', 'string', 'name'),
    ]),
    'get-users': sub('get-users', 'Display users defined in the kubeconfig', getUsers),
    'set-context': sub(
      'set-context (NAME | --current) [--namespace=NAMESPACE] [--cluster=NAME] [--user=NAME]',
      'Set a context entry in kubeconfig',
      setContext,
      [flag('current', 'bool', 'the current context')],
    ),
    use: sub('use NAME', 'Set the current-context in a kubeconfig file', useContext),
    'use-context': sub('use-context NAME', 'Set the current-context in a kubeconfig file', useContext),
    view: sub('view [flags]', 'Display merged kubeconfig settings', view, [
      flag('flatten', 'bool'),
      flag('merge', 'string', undefined, 'true'),
      flag('minify', 'bool', 'what the current context uses, alone'),
      flag('output o', 'string', 'yaml, json or jsonpath=TEMPLATE', 'yaml'),
      flag('raw', 'bool', 'certificates and keys too'),
    ]),
  },
};

const loaded = ({ flags }: Call): KubeconfigFile => loadKubeconfig(flags.string('kubeconfig'));
const contextsOf = (file: KubeconfigFile) => file.contexts ?? [];

async function currentContext(call: Call): Promise<void> {
  const current = loaded(call)['current-context'];
  if (!current) throw new KubectlError('error: current-context is not set');
  call.session.out(`${current}\n`);
}

async function getContexts(call: Call): Promise<void> {
  const { session, flags, args } = call;
  const file = loaded(call);
  const all = contextsOf(file);
  const missing = args.filter((name) => !all.some((entry) => entry.name === name));
  const wanted = (args.length > 0 ? all.filter(({ name }) => args.includes(name)) : all).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  if (flags.string('output') === 'name') {
    session.out(wanted.map(({ name }) => `${name}\n`).join(''));
  } else {
    const rows = wanted.map(({ name, context }) => {
      const current = name === file['current-context'] ? '*' : '';
      return [current, name, context?.cluster ?? '', context?.user ?? '', context?.namespace ?? ''];
    });
    if (!flags.bool('no-headers')) rows.unshift(['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']);
    const text = rows.map((row) => `${row.join('\t')}\n`).join('');
    session.out(new Tabwriter({ minWidth: 6, padding: 3 }).format(text));
  }
  if (missing.length > 0)
    throw new KubectlError(missing.map((name) => `error: context ${name} not found`).join('\n'));
}

async function getClusters(call: Call): Promise<void> {
  const names = (loaded(call).clusters ?? []).map(({ name }) => `${name}\n`).sort();
  call.session.out(`NAME\n${names.join('')}`);
}

async function getUsers(call: Call): Promise<void> {
  const names = (loaded(call).users ?? []).map(({ name }) => `${name}\n`).sort();
  call.session.out(`NAME\n${names.join('')}`);
}

async function useContext(call: Call): Promise<void> {
  const { session, args } = call;
  const [name] = args;
  if (name === undefined || args.length !== 1) {
    throw new KubectlError(`error: Unexpected args: [${args.join(' ')}]`);
  }
  if (!contextsOf(loaded(call)).some((entry) => entry.name === name)) {
    throw new KubectlError(`error: no context exists with the name: "${name}"`);
  }
  change(call, (file) => {
    file['current-context'] = name;
  });
  session.out(`Switched to context "${name}".\n`);
}

async function setContext(call: Call): Promise<void> {
  const { session, flags, args } = call;
  const name = flags.bool('current') ? loaded(call)['current-context'] : args[0];
  if (flags.bool('current') && args.length > 0) {
    throw new KubectlError('error: you cannot specify both a context name and --current');
  }
  if (!name) {
    throw new KubectlError(
      flags.bool('current')
        ? 'error: no current context is set'
        : 'error: you must specify a non-empty context name or --current',
    );
  }
  const known = contextsOf(loaded(call)).some((entry) => entry.name === name);
  change(call, (file) => {
    file.contexts ??= [];
    let entry = file.contexts.find((one) => one.name === name);
    if (!entry) {
      entry = { name };
      file.contexts.push(entry);
    }
    const context = { ...entry.context };
    for (const key of ['cluster', 'namespace', 'user'] as const)
      if (flags.changed(key)) context[key] = flags.string(key);
    entry.context = context;
  });
  session.out(`Context "${name}" ${known ? 'modified' : 'created'}.\n`);
}

async function deleteContext(call: Call): Promise<void> {
  const { session, args } = call;
  const [name = ''] = args;
  const path = fileToWrite(call);
  if (!contextsOf(loaded(call)).some((entry) => entry.name === name)) {
    throw new KubectlError(`error: cannot delete context ${name}, not in ${path}`);
  }
  if (loaded(call)['current-context'] === name) {
    session.err(
      'warning: this removed your active context, use "kubectl config use-context" to select a different one\n',
    );
  }
  change(call, (file) => {
    file.contexts = contextsOf(file).filter((entry) => entry.name !== name);
  });
  session.out(`deleted context ${name} from ${path}\n`);
}

function fileToWrite({ flags }: Call): string {
  return kubeconfigPaths(flags.string('kubeconfig'))[0] ?? '';
}

function change(call: Call, edit: (file: KubeconfigFile) => void): void {
  const path = fileToWrite(call);
  const file: KubeconfigFile = readKubeconfig(path, false) ?? {
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
  };
  edit(file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, toYaml(file), { mode: 0o600 });
}

const SECRET_FIELDS = ['certificate-authority-data', 'client-certificate-data', 'client-key-data'];

async function view(call: Call): Promise<void> {
  const { session, flags } = call;
  const file = loaded(call);
  const current = contextsOf(file).find(
    ({ name }) => name === (flags.string('context') || file['current-context']),
  );
  const minify = flags.bool('minify');
  if (minify && !current) throw new KubectlError('error: current-context must exist in order to minify');
  const keep = (name: string, wanted: string | undefined) => !minify || name === wanted;
  const shown = {
    apiVersion: 'v1',
    clusters: (file.clusters ?? []).filter(({ name }) => keep(name, current?.context?.cluster)),
    contexts: contextsOf(file).filter(({ name }) => keep(name, current?.name)),
    'current-context': file['current-context'] ?? '',
    kind: 'Config',
    preferences: file.preferences ?? {},
    users: (file.users ?? []).filter(({ name }) => keep(name, current?.context?.user)),
  };
  const visible = flags.bool('raw') ? shown : (redact(shown) as typeof shown);
  const listed = {
    ...visible,
    clusters: orNull(visible.clusters),
    contexts: orNull(visible.contexts),
    users: orNull(visible.users),
  };
  const output = flags.string('output');
  if (output === 'yaml') session.out(toYaml(listed));
  else if (output === 'json') session.out(`${toJson(listed, 4)}\n`);
  else {
    const { objectPrinter } = await import('../printers/objects.ts');
    session.out(
      (await objectPrinter({ output }))(
        listed as unknown as Parameters<Awaited<ReturnType<typeof objectPrinter>>>[0],
      ),
    );
  }
}

const orNull = <T>(list: T[]): T[] | null => (list.length > 0 ? list : null);

function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (SECRET_FIELDS.includes(key)) return [key, 'DATA+OMITTED'];
      if (key === 'token' || key === 'password') return [key, 'REDACTED'];
      return [key, redact(one)];
    }),
  );
}
