import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Finding, inFileOrder } from '../../lesson/finding.ts';
import { FindingsError } from '../../lesson/lesson-error.ts';
import { readSource } from '../../lesson/read.ts';
import { positionAt } from '../../lesson/source.ts';
import { keyOffsetAt } from '../../lesson/yaml/locate.ts';
import { parseYaml } from '../../lesson/yaml/parse.ts';
import { checkConfig } from './findings.ts';
import type { ConfigFile } from './schema.ts';

export interface ReadConfig {
  readonly path: string;
  readonly exists: boolean;
  readonly file: ConfigFile;
  /** The line on which a setting stands. */
  readonly lineOf: (setting: string) => number;
}

/** A config file that cannot be used. */
export class ConfigError extends FindingsError {
  constructor(path: string, findings: readonly Finding[]) {
    super(
      inFileOrder(findings),
      `Mend ${findings.length === 1 ? 'this' : 'these'} in ${path}, or try without it: PILOTAGE_CONFIG=/dev/null`,
    );
  }
}

/** `PILOTAGE_CONFIG`, else the XDG place for configuration. */
export function configPath(env: NodeJS.ProcessEnv = process.env): string {
  if (env.PILOTAGE_CONFIG) return env.PILOTAGE_CONFIG;
  return join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'pilotage', 'config.yaml');
}

/** @throws ConfigError with everything that is wrong with it */
export async function readConfig(path = configPath()): Promise<ReadConfig> {
  const read = await readSource(path);
  const nothing = { path, exists: read !== undefined, file: {}, lineOf: () => 0 };
  if (!read) return nothing;
  const { source } = read;
  if (read.findings.length > 0) throw new ConfigError(path, read.findings);
  // A file of nothing but comments is where many begin.
  if (!/^\s*[^\s#]/m.test(source.text)) return nothing;
  const { parsed, findings } = parseYaml(source);
  if (!parsed) throw new ConfigError(path, findings);
  const checked = checkConfig({ source, parsed });
  const all = [...findings, ...checked.findings];
  if (!checked.file || all.length > 0) throw new ConfigError(path, all);
  const lineOf = (setting: string) => positionAt(source, keyOffsetAt(parsed.root, [], setting)).line;
  return { path, exists: true, file: checked.file, lineOf };
}
