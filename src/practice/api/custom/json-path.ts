import { isTree } from '../patch/merge-patch.ts';

type Step = (values: unknown[]) => unknown[];

/**
 * The values at a path such as `.status.conditions[?(@.type=="Ready")].status`, as columns of custom resources use
 * them. Undefined for a path that is none.
 */
export function readPath(object: unknown, path: string): unknown[] | undefined {
  const steps = parse(
    path
      .trim()
      .replace(/^\{(.*)\}$/, '$1')
      .replace(/^\$/, ''),
  );
  return steps?.reduce((values, step) => step(values), [object]);
}

const tokens: readonly [RegExp, (match: RegExpExecArray) => Step][] = [
  [/^\.?\[\?\(\s*@((?:\.[^\s=!)]+)*)\s*(==|!=)\s*(?:"([^"]*)"|'([^']*)'|([^)\s]+))\s*\)\]/, filter],
  [
    /^\.?\[(-?\d+)\]/,
    ([, index]) => over((value) => (Array.isArray(value) ? [value.at(Number(index))] : [])),
  ],
  [
    /^\.?\[\*\]|^\.\*/,
    () => over((value) => (typeof value === 'object' && value !== null ? Object.values(value) : [])),
  ],
  [/^\.?\[(?:"([^"]*)"|'([^']*)')\]/, ([, one, other]) => field(one ?? other ?? '')],
  [/^\.((?:\\.|[^.[\\])+)/, ([, name = '']) => field(name.replaceAll(/\\(.)/g, '$1'))],
];

function parse(path: string): Step[] | undefined {
  const steps: Step[] = [];
  let rest = path;
  while (rest !== '') {
    const found = tokens
      .map(([pattern, make]) => ({ match: pattern.exec(rest), make }))
      .find((one) => one.match);
    if (!found?.match) return undefined;
    steps.push(found.make(found.match));
    rest = rest.slice(found.match[0].length);
  }
  return steps;
}

function over(each: (value: unknown) => unknown[]): Step {
  return (values) => values.flatMap(each).filter((value) => value !== undefined);
}

function field(name: string): Step {
  return over((value) => (isTree(value) && Object.hasOwn(value, name) ? [value[name]] : []));
}

function filter([, path = '', operator, ...texts]: RegExpExecArray): Step {
  const wanted = texts.find((text) => text !== undefined) ?? '';
  const fits = (item: unknown) => {
    const [value] = readPath(item, path) ?? [];
    return (value !== undefined && String(value) === wanted) === (operator === '==');
  };
  return over((value) => (Array.isArray(value) ? value.filter(fits) : []));
}
