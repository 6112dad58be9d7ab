import { KubectlError } from '../errors.ts';

/**
 * bool: `--all`, `--all=false`. list: comma separated, may repeat. array: each use is one value. count: an integer.
 * optional: a text that may be left out (`--dry-run`).
 */
export type FlagType = 'bool' | 'string' | 'list' | 'array' | 'int' | 'duration' | 'optional';

export interface FlagSpec {
  name: string;
  short?: string;
  type: FlagType;
  /** As written on the command line. */
  default?: string;
  /** The value of an `optional` flag that is given without one. */
  bare?: string;
  help?: string;
  /** kubectl has it and this one does not: what to do instead. */
  absent?: string;
}

/** Shorthand for tables of flags. */
export function flag(names: string, type: FlagType, help?: string, fallback?: string): FlagSpec {
  const [name = '', short] = names.split(' ');
  return {
    name,
    type,
    ...(short === undefined ? {} : { short }),
    ...(help === undefined ? {} : { help }),
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}

/** A flag of kubectl that is refused, with what to do instead. */
export const absent = (names: string, type: FlagType, instead: string): FlagSpec => ({
  ...flag(names, type),
  absent: instead,
});

/** The flags of one call. */
export class Flags {
  readonly #specs: Map<string, FlagSpec>;
  readonly #values = new Map<string, string[]>();

  constructor(specs: readonly FlagSpec[]) {
    this.#specs = new Map(specs.map((spec) => [spec.name, spec]));
  }

  add(name: string, value: string): void {
    const before = this.#values.get(name) ?? [];
    const spec = this.#specs.get(name);
    if (spec?.type === 'list') this.#values.set(name, [...before, ...splitCsv(value)]);
    else if (spec?.type === 'array') this.#values.set(name, [...before, value]);
    else this.#values.set(name, [value]);
  }

  changed(name: string): boolean {
    return this.#values.has(name);
  }

  string(name: string): string {
    return this.#values.get(name)?.[0] ?? this.#specs.get(name)?.default ?? '';
  }

  bool(name: string): boolean {
    return TRUE.has(this.string(name));
  }

  int(name: string): number {
    return Number(this.string(name) || 0);
  }

  list(name: string): string[] {
    return this.#values.get(name) ?? [];
  }

  /** In milliseconds. */
  duration(name: string): number {
    return parseDuration(this.string(name)) ?? 0;
  }
}

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

export interface ParsedArgs {
  flags: Flags;
  /** Without the flags; what follows `--` is last. */
  args: string[];
  /** How many of `args` came before `--`; undefined without one. */
  beforeDash: number | undefined;
}

/**
 * Reads flags as Go's pflag does: anywhere among the arguments, `--name value`, `--name=value`, `-n value`, `-nvalue`,
 * `-it`. @throws KubectlError
 */
export function parseArgs(argv: readonly string[], specs: readonly FlagSpec[], command: string): ParsedArgs {
  const flags = new Flags(specs);
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const byShort = new Map(specs.flatMap((spec) => (spec.short ? [[spec.short, spec] as const] : [])));
  const args: string[] = [];
  const fail = (message: string) =>
    new KubectlError(`error: ${message}\nSee 'kubectl${command ? ` ${command}` : ''} --help' for usage.`);
  const set = (spec: FlagSpec, shown: string, value: string) => {
    const wrong = invalid(spec, value);
    if (wrong) throw fail(`invalid argument "${value}" for "${shown}" flag: ${wrong}`);
    flags.add(spec.name, value);
  };
  for (let index = 0; index < argv.length; index++) {
    const arg = argv[index] ?? '';
    if (arg === '--') {
      const rest = argv.slice(index + 1);
      return { flags, args: [...args, ...rest], beforeDash: args.length };
    }
    if (arg.startsWith('--')) {
      const equals = arg.indexOf('=');
      const name = equals < 0 ? arg.slice(2) : arg.slice(2, equals);
      const spec = byName.get(name);
      if (!spec) throw fail(`unknown flag: --${name}`);
      const shown = spec.short ? `-${spec.short}, --${name}` : `--${name}`;
      if (equals >= 0) set(spec, shown, arg.slice(equals + 1));
      else if (bareValue(spec) !== undefined) set(spec, shown, bareValue(spec) ?? '');
      else if (index + 1 < argv.length) set(spec, shown, argv[++index] ?? '');
      else throw fail(`flag needs an argument: --${name}`);
    } else if (arg.startsWith('-') && arg !== '-') {
      for (let at = 1; at < arg.length; at++) {
        const spec = byShort.get(arg[at] ?? '');
        if (!spec) throw fail(`unknown shorthand flag: '${arg[at]}' in -${arg.slice(at)}`);
        const shown = `-${spec.short}, --${spec.name}`;
        const rest = arg.slice(at + 1);
        if (rest.startsWith('=')) set(spec, shown, rest.slice(1));
        else if (bareValue(spec) !== undefined) {
          set(spec, shown, bareValue(spec) ?? '');
          continue;
        } else if (rest !== '') set(spec, shown, rest);
        else if (index + 1 < argv.length) set(spec, shown, argv[++index] ?? '');
        else throw fail(`flag needs an argument: '${spec.short}' in ${arg}`);
        break;
      }
    } else {
      args.push(arg);
    }
  }
  return { flags, args, beforeDash: undefined };
}

function bareValue(spec: FlagSpec): string | undefined {
  if (spec.type === 'bool') return 'true';
  return spec.type === 'optional' ? (spec.bare ?? '') : undefined;
}

function invalid(spec: FlagSpec, value: string): string | undefined {
  if (spec.type === 'bool' && !TRUE.has(value) && !FALSE.has(value)) {
    return `strconv.ParseBool: parsing "${value}": invalid syntax`;
  }
  if (spec.type === 'int' && !/^[-+]?\d+$/.test(value)) {
    return `strconv.ParseInt: parsing "${value}": invalid syntax`;
  }
  if (spec.type === 'duration' && parseDuration(value) === undefined) {
    return /^\d+$/.test(value)
      ? `time: missing unit in duration "${value}"`
      : `time: invalid duration "${value}"`;
  }
  return undefined;
}

/** Go's duration (`1m30s`, `500ms`, `0`) in milliseconds; undefined where it is none. */
export function parseDuration(text: string): number | undefined {
  if (/^[-+]?0$/.test(text)) return 0;
  const whole = /^([-+])?((?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.exec(text);
  if (!whole) return undefined;
  const units: Record<string, number> = {
    ns: 1e-6,
    us: 1e-3,
    µs: 1e-3,
    ms: 1,
    s: 1000,
    m: 60_000,
    h: 3_600_000,
  };
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g)) {
    total += Number(amount) * (units[unit ?? ''] ?? 0);
  }
  return whole[1] === '-' ? -total : total;
}

/** One line of CSV, as pflag's StringSlice reads it: `a,"b,c"`. */
function splitCsv(line: string): string[] {
  if (line === '') return [];
  const fields: string[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    fields.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
  }
  return fields;
}
