/** An option of a command. One of type `bool` takes no value; the other types are what help shows. */
export interface OptionSpec {
  name: string;
  short?: string;
  type: 'bool' | 'string' | 'list' | 'stringArray' | 'filter' | 'int' | 'bytes';
  help: string;
}

/** `-x`, `--xyz TYPE`: a line of a command's options. */
export function option(names: string, type: OptionSpec['type'], help: string): OptionSpec {
  const [name = '', short] = names.split(' ');
  return { name, type, help, ...(short === undefined ? {} : { short }) };
}

/** An option cannot be read; `message` is pflag's. */
export class FlagError extends Error {}

export class Parsed {
  readonly args: string[] = [];
  readonly #values = new Map<string, string[]>();

  add(name: string, value: string): void {
    this.#values.set(name, [...(this.#values.get(name) ?? []), value]);
  }

  bool(name: string): boolean {
    const value = this.string(name);
    return value !== undefined && /^(1|t|true)$/i.test(value);
  }

  /** The last one given. */
  string(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  list(name: string): string[] {
    return this.#values.get(name) ?? [];
  }
}

/**
 * Reads options as Go's pflag does.
 * @param interspersed false where the first argument ends the options, because what follows is another command line
 * @throws FlagError
 */
export function parseFlags(
  argv: readonly string[],
  specs: readonly OptionSpec[],
  interspersed = true,
): Parsed {
  const parsed = new Parsed();
  for (let index = 0; index < argv.length; index++) {
    const arg = argv[index] ?? '';
    if (arg === '--' || (!interspersed && (!arg.startsWith('-') || arg === '-'))) {
      parsed.args.push(...argv.slice(arg === '--' ? index + 1 : index));
      break;
    }
    if (arg.startsWith('--')) {
      const [, name = '', given] = /^--([^=]*)(?:=(.*))?$/s.exec(arg) ?? [];
      const spec = specs.find((one) => one.name === name);
      if (!spec) throw new FlagError(`unknown flag: --${name}`);
      if (given !== undefined) set(parsed, spec, given);
      else if (spec.type === 'bool') parsed.add(name, 'true');
      else if (index + 1 < argv.length) parsed.add(name, argv[++index] ?? '');
      else throw new FlagError(`flag needs an argument: --${name}`);
    } else if (arg.startsWith('-') && arg !== '-') {
      if (shorthands(arg, specs, parsed, argv[index + 1])) index++;
    } else {
      parsed.args.push(arg);
    }
  }
  return parsed;
}

/** `-q`, `-aq`, `-t NAME`, `-tNAME`, `-t=NAME`. True when `next` was the value. */
function shorthands(
  arg: string,
  specs: readonly OptionSpec[],
  parsed: Parsed,
  next: string | undefined,
): boolean {
  for (let at = 1; at < arg.length; at++) {
    const letter = arg[at];
    const spec = specs.find((one) => one.short === letter);
    if (!spec)
      throw new FlagError(`unknown shorthand flag: '${letter}' in ${at === 1 ? arg : `-${arg.slice(at)}`}`);
    const rest = arg.slice(at + 1);
    if (rest.startsWith('=')) set(parsed, spec, rest.slice(1));
    else if (spec.type === 'bool') {
      parsed.add(spec.name, 'true');
      continue;
    } else if (rest !== '') parsed.add(spec.name, rest);
    else if (next === undefined) throw new FlagError(`flag needs an argument: '${letter}' in ${arg}`);
    else {
      parsed.add(spec.name, next);
      return true;
    }
    return false;
  }
  return false;
}

function set(parsed: Parsed, spec: OptionSpec, value: string): void {
  if (spec.type === 'bool' && !/^(1|0|t|f|true|false)$/i.test(value)) {
    const shown = spec.short ? `-${spec.short}, --${spec.name}` : `--${spec.name}`;
    throw new FlagError(
      `invalid argument "${value}" for "${shown}" flag: strconv.ParseBool: parsing "${value}": invalid syntax`,
    );
  }
  parsed.add(spec.name, value);
}
