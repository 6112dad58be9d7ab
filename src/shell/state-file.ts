import { existsSync, type FSWatcher, readFileSync, statSync, unwatchFile, watch, watchFile } from 'node:fs';
import { join } from 'node:path';
import { quote } from '../base/quote.ts';
import { parseDeclarations } from './declarations.ts';

const fileName = 'state.sh';

/** What the shell's state says before its first command: `variables`, not exported. */
export function firstState(variables: Readonly<Record<string, string>>): string {
  const lines = Object.entries(variables).map(([name, value]) => `declare -- ${name}=${quote(value)}`);
  return [
    '# The shell of a run, before its first command.',
    ...lines,
    '# End of the variables.',
    `__pilotage_saved=${quote(` ${Object.keys(variables).join(' ')} `)}`,
    '# End.',
    '',
  ].join('\n');
}

/** The variables of a shell that may be gone, as it saved them last. */
export function savedVariables(dir: string): Readonly<Record<string, string>> {
  const path = join(dir, fileName);
  return existsSync(path) ? parseDeclarations(readFileSync(path)) : {};
}

/** The saved state of a shell, as bash wrote it: read for its variables and watched for changes. */
export class StateFile {
  readonly path: string;
  readonly #listeners = new Set<() => void>();
  #watcher: FSWatcher | undefined;
  #stamp = '';
  #content = Buffer.alloc(0);
  #variables: Readonly<Record<string, string>> = {};

  constructor(dir: string) {
    this.path = join(dir, fileName);
    this.#load();
    try {
      // The directory and not the file: a rename puts another file in its place.
      this.#watcher = watch(dir, { persistent: false }, (_, name) => {
        if (name === null || name === fileName) this.refresh();
      });
      this.#watcher.on('error', () => this.#poll());
    } catch {
      this.#poll();
    }
  }

  variables(): Readonly<Record<string, string>> {
    this.refresh();
    return this.#variables;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks whether the file was replaced; tells the listeners if it says something else now. */
  refresh(): void {
    if (this.#load()) for (const listener of [...this.#listeners]) listener();
  }

  close(): void {
    this.#watcher?.close();
    unwatchFile(this.path);
    this.#listeners.clear();
  }

  /** For systems that are out of watches (inotify's limit). */
  #poll(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    watchFile(this.path, { persistent: false, interval: 500 }, () => this.refresh());
  }

  #load(): boolean {
    const stat = statSync(this.path, { throwIfNoEntry: false });
    const stamp = stat ? `${stat.ino} ${stat.mtimeMs} ${stat.size}` : '';
    if (stamp === this.#stamp) return false;
    this.#stamp = stamp;
    const content = stat ? readFileSync(this.path) : Buffer.alloc(0);
    if (content.equals(this.#content)) return false;
    this.#content = content;
    this.#variables = parseDeclarations(content);
    return true;
  }
}
