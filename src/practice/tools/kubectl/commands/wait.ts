import { at, type KubeObject, listAt, nameOf, numberAt, textAt } from '../api/objects.ts';
import { FILES, OUTPUT, SELECTOR } from '../args/common.ts';
import { absent, type Flags, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { isNotFound, KubectlError, throwAll } from '../errors.ts';
import { JsonPath, JsonPathError, relaxed } from '../jsonpath/evaluate.ts';
import { awaitObject } from '../resources/await.ts';
import { fetchObjects, type SelectionOptions, select, type Target } from '../resources/selection.ts';
import { resultPrinter } from '../resources/submit.ts';

export const wait: Command = {
  usage:
    "wait (-f FILENAME | TYPE/NAME… | TYPE [NAME… | -l label | --all]) --for=(delete|create|condition=NAME[=VALUE]|jsonpath='{PATH}'=VALUE) [flags]",
  summary: 'Wait for a specific condition on one or many resources',
  flags: [
    ...FILES,
    ...OUTPUT,
    SELECTOR,
    flag('all', 'bool', 'all resources of the type, in the namespace'),
    flag('all-namespaces A', 'bool', 'in all namespaces'),
    flag('field-selector', 'string', 'the fields to select by'),
    flag('for', 'string', "delete, create, condition=NAME[=VALUE], or jsonpath='{PATH}'=VALUE"),
    absent('local', 'bool', 'Use --dry-run=client -o yaml.'),
    flag('timeout', 'duration', 'how long; 0 looks once, below 0 is a week', '30s'),
  ],
  run: runWait,
};

/** Whether what is waited for is so; undefined stands for an object that is not there. */
type Condition = (object: KubeObject | undefined) => boolean;

async function runWait({ session, flags, args }: Call): Promise<void> {
  const goal = flags.string('for').toLowerCase();
  const condition = parseCondition(flags.string('for'));
  const options: SelectionOptions = {
    selector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
    all: flags.bool('all'),
  };
  const print = await resultPrinter(flags, 'condition met');
  const { targets } = await select(session, args, options);
  const deadline = Date.now() + timeoutOf(flags);
  const errors: unknown[] = [];
  let seen = 0;
  for (const target of targets) {
    try {
      const objects =
        goal === 'create'
          ? [await awaitCreated({ session }, target, deadline)]
          : await fetchObjects(session, target, options);
      for (const object of objects) {
        seen++;
        if (goal !== 'create')
          await awaitOne({ session }, target, object, condition, deadline, timeoutOf(flags) === 0);
        session.out(print(object));
      }
    } catch (error) {
      if (isNotFound(error) && goal === 'delete') seen++;
      else errors.push(error);
    }
  }
  if (seen === 0 && errors.length === 0 && goal !== 'delete')
    throw new KubectlError('error: no matching resources found');
  throwAll(errors);
}

function timeoutOf(flags: Flags): number {
  const timeout = flags.duration('timeout');
  return timeout < 0 ? 7 * 24 * 3_600_000 : timeout;
}

async function awaitOne(
  { session }: Pick<Call, 'session'>,
  { resource, namespace }: Target,
  object: KubeObject,
  condition: Condition,
  deadline: number,
  once: boolean,
): Promise<void> {
  const where = { resource, namespace: object.metadata?.namespace ?? namespace, name: nameOf(object) };
  const timeout = Math.max(0, deadline - Date.now());
  const met = await awaitObject(session, where, timeout, condition);
  if (met === 'met') return;
  const what = once ? 'condition not met for' : 'timed out waiting for the condition on';
  throw new KubectlError(`error: ${what} ${resource.name}/${where.name}`);
}

async function awaitCreated(
  { session }: Pick<Call, 'session'>,
  target: Target,
  deadline: number,
): Promise<KubeObject> {
  const { resource, namespace, name } = target;
  if (name === undefined) throw new KubectlError('error: resource name must be provided');
  let found: KubeObject | undefined;
  await awaitObject(session, { resource, namespace, name }, Math.max(0, deadline - Date.now()), (object) => {
    found = object;
    return object !== undefined;
  });
  if (!found)
    throw new KubectlError(`error: timed out waiting for the condition on ${resource.name}/${name}`);
  return {
    apiVersion: resource.group ? `${resource.group}/${resource.version}` : resource.version,
    ...found,
    kind: resource.kind,
  };
}

function parseCondition(text: string): Condition {
  const goal = text.toLowerCase();
  if (goal === 'delete') return (object) => object === undefined;
  if (goal === 'create') return (object) => object !== undefined;
  if (goal.startsWith('condition=')) {
    const [name = '', value = 'true'] = text.slice('condition='.length).split(/=(.*)/s);
    return (object) => hasCondition(object, name, value);
  }
  if (goal.startsWith('jsonpath=')) return jsonPathCondition(text.slice('jsonpath='.length));
  throw new KubectlError(`error: unrecognized condition: ${JSON.stringify(text)}`);
}

function hasCondition(object: KubeObject | undefined, name: string, value: string): boolean {
  const found = listAt(object, 'status', 'conditions').find(
    (one) => textAt(one, 'type').toLowerCase() === name.toLowerCase(),
  );
  if (!found || textAt(found, 'status').toLowerCase() !== value.toLowerCase()) return false;
  const observed = at(found, 'observedGeneration') ?? at(object, 'status', 'observedGeneration');
  return observed === undefined || numberAt(object, 'metadata', 'generation') <= Number(observed);
}

function jsonPathCondition(text: string): Condition {
  const close = text.lastIndexOf('}');
  const equals = text.indexOf('=', close < 0 ? 0 : close);
  const expression = (equals < 0 ? text : text.slice(0, equals)).replace(/^'(.*)'$/s, '$1');
  const value = equals < 0 ? undefined : text.slice(equals + 1).replace(/^(['"])(.*)\1$/s, '$2');
  if (value === '')
    throw new KubectlError(
      "error: jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  let path: JsonPath;
  try {
    path = new JsonPath(relaxed(expression), { allowMissing: true });
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new KubectlError(`error: ${error.message}`);
  }
  return (object) => {
    const values = object === undefined ? [] : path.find(object).flat();
    if (value === undefined) return values.length > 0;
    if (values.length > 1)
      throw new KubectlError('error: given jsonpath expression matches more than one value');
    return values.length === 1 && String(values[0]) === value;
  };
}
