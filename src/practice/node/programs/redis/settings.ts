import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ContainerProcess } from '../program.ts';

export interface RedisSettings {
  port: number;
  password: string | undefined;
  /** Where the data is saved, a path inside the container; undefined where nothing is to be saved. */
  file: string | undefined;
  hasConfigFile: boolean;
}

/** From `redis-server [FILE] [--option value…]`. @throws Error as Redis prints it */
export function readSettings({ argv, cwd, paths }: ContainerProcess): RedisSettings {
  const options = new Map<string, string>();
  const words = argv.slice(1);
  const hasConfigFile = words[0] !== undefined && !words[0].startsWith('-');
  if (hasConfigFile) {
    const file = words.shift() ?? '';
    for (const line of readConfig(paths.toHost(path.posix.resolve(cwd, file)), file)) {
      const [name = '', ...values] = line.split(/\s+/);
      options.set(name.toLowerCase(), values.join(' ').replace(/^"(.*)"$/, '$1'));
    }
  }
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const values: string[] = [];
    while (words[0] !== undefined && !words[0].startsWith('--')) values.push(words.shift() ?? '');
    options.set(word.replace(/^--/, '').toLowerCase(), values.join(' '));
  }
  const folder = path.posix.resolve(cwd, options.get('dir') ?? '.');
  const savesNothing = options.get('save') === '' && options.get('appendonly') !== 'yes';
  return {
    port: Number(options.get('port') ?? 6379),
    password: options.get('requirepass'),
    file: savesNothing ? undefined : path.posix.join(folder, options.get('dbfilename') ?? 'dump.rdb'),
    hasConfigFile,
  };
}

function readConfig(host: string, file: string): string[] {
  try {
    const lines = readFileSync(host, 'utf8').split('\n');
    return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  } catch {
    throw new Error(`Fatal error, can't open config file '${file}': No such file or directory`);
  }
}
