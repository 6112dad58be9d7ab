import { parse, TomlError } from 'smol-toml';
import { Fatal } from './log.ts';

/** What an account may do in a gateway: send into it, take from it, or both. */
export type Direction = 'in' | 'out' | 'inout';

export interface Gateway {
  name: string;
  members: readonly { account: string; direction: Direction }[];
}

/** A configuration file, whose keys may be written in any case. */
export interface Settings {
  gateways: readonly Gateway[];
  /** Of an account such as `api.one`; else what `[general]` says. The environment goes before both. */
  text(account: string, key: string): string | undefined;
}

type Table = Record<string, unknown>;

/** @throws Fatal */
export function readSettings(text: string, env: Readonly<Record<string, string>>): Settings {
  let document: Table;
  try {
    document = lowerKeys(parse(text)) as Table;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    const place = `(line ${error.line}, column ${error.column})`;
    throw new Fatal(
      'config',
      `Failed to parse the configuration: While parsing config: toml: ${reason} ${place}`,
    );
  }
  const valueAt = (path: string) => {
    const name = `MATTERBRIDGE_${path.toUpperCase().replace(/[.-]/g, '_')}`;
    if (env[name]) return env[name];
    let value: unknown = document;
    for (const part of path.split('.')) value = (value as Table | undefined)?.[part];
    return value === undefined || typeof value === 'object' ? undefined : String(value);
  };
  return {
    gateways: gatewaysOf(document),
    text: (account, key) =>
      valueAt(`${account}.${key}`.toLowerCase()) ?? valueAt(`general.${key}`.toLowerCase()),
  };
}

function gatewaysOf(document: Table): Gateway[] {
  const gateways: Gateway[] = [];
  for (const entry of tables(document.gateway)) {
    if (entry.enable !== true) continue;
    const name = String(entry.name ?? '');
    if (name === '') throw new Fatal('main', 'Starting gateway failed: Gateway without name found');
    if (gateways.some((other) => other.name === name))
      throw new Fatal('main', `Starting gateway failed: Gateway with name ${name} already exists`);
    const members = (['in', 'inout', 'out'] as const).flatMap((direction) =>
      tables(entry[direction]).map(({ account }) => ({
        account: String(account ?? '').toLowerCase(),
        direction,
      })),
    );
    gateways.push({ name, members });
  }
  return gateways;
}

function tables(value: unknown): Table[] {
  return Array.isArray(value) ? (value as Table[]) : [];
}

function lowerKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerKeys);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toLowerCase(), lowerKeys(inner)]),
  );
}
