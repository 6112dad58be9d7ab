import { UsageError } from '../../base/errors.ts';
import { isLanguage } from '../../base/languages.ts';
import { nearest } from '../../base/nearest.ts';
import { expectation } from '../../lesson/rules/words.ts';
import type { KeyChoice } from '../../ui/keys/keymap.ts';
import { readConfig } from './file.ts';
import { type SettingName, settingNames, settingSchemas, type Values } from './schema.ts';

/** What was said on the command line, by the names of the settings. */
export type Options = { readonly [Name in SettingName]?: string | boolean | undefined };

/** The options by which settings are said on a command line, where they are not called as the settings are. */
const optionNames: Readonly<Partial<Record<SettingName, string>>> = { language: '--lang' };

const defaults: Values = {
  theme: 'auto',
  language: 'en',
  cluster: 'practice',
  mirror: 'none',
  pace: 'manual',
  plain: false,
  'screen-reader': false,
  tour: true,
};

/** What is in force, and where each value comes from. */
export interface Settings {
  readonly path: string;
  readonly exists: boolean;
  readonly values: Values;
  readonly keys: KeyChoice;
  readonly origins: Readonly<Record<SettingName | 'keys', string>>;
  /** Said for this one start, on its command line or in its environment. */
  readonly isSaid: (name: SettingName) => boolean;
}

/**
 * The command line wins over the environment, that over the config file, that over what the system says (the language of
 * the locale), and that over what is so unless told. @throws UsageError
 */
export async function settings(options: Options = {}, env = process.env): Promise<Settings> {
  const config = await readConfig();
  const values: Partial<Record<SettingName, unknown>> = {};
  const origins: Partial<Record<SettingName, string>> = {};
  const said = new Set<SettingName>();
  for (const name of settingNames) {
    const option = options[name];
    const variable = variableOf(name);
    const system = name === 'language' ? localeLanguage(env) : undefined;
    if (option !== undefined) {
      origins[name] = optionNames[name] ?? `--${name}`;
      values[name] = valid(name, option, origins[name]);
    } else if (env[variable]) {
      origins[name] = variable;
      values[name] = valid(name, fromText(env[variable]), variable);
    } else if (config.file[name] !== undefined) {
      origins[name] = `line ${config.lineOf(name)}`;
      values[name] = config.file[name];
    } else {
      origins[name] = system ? system.variable : 'default';
      values[name] = system ? system.language : defaults[name];
    }
    if (option !== undefined || env[variable]) said.add(name);
  }
  const { keys = {} } = config.file;
  return {
    path: config.path,
    exists: config.exists,
    values: values as Values,
    keys,
    origins: {
      ...(origins as Record<SettingName, string>),
      keys: config.file.keys ? `line ${config.lineOf('keys')}` : 'default',
    },
    isSaid: (name) => said.has(name),
  };
}

/** The environment variable of a setting: `PILOTAGE_SCREEN_READER`. */
export function variableOf(name: SettingName): string {
  return `PILOTAGE_${name.toUpperCase().replaceAll('-', '_')}`;
}

function fromText(text: string | undefined): string | boolean | undefined {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : text;
}

function valid(name: SettingName, value: unknown, origin: string): unknown {
  // Whoever looks for the cluster says better what there is.
  if (name === 'cluster') return value;
  const { data, error } = settingSchemas[name].safeParse(value, { error: expectation });
  if (!error) return data;
  const [issue] = error.issues;
  const choices = issue?.code === 'invalid_value' ? issue.values.map(String) : [];
  const meant = nearest(String(value), choices);
  throw new UsageError(
    `${origin} must be ${issue?.message}, but is "${value}".`,
    meant === undefined ? 'pilotage config shows what is in force.' : `Did you mean ${meant}?`,
  );
}

/** The language of the locale, where it is one of ours, and the variable that says so. */
function localeLanguage(env: NodeJS.ProcessEnv) {
  const variable = ['LC_ALL', 'LC_MESSAGES', 'LANG'].find((name) => env[name]);
  const language = (env[variable ?? ''] ?? '').slice(0, 2);
  return variable !== undefined && isLanguage(language) ? { variable, language } : undefined;
}
