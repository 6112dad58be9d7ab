import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endGroup, type FirstSignal, groupExists } from './end-group.ts';
import { listProcesses, type ProcessFacts, readStat } from './processes.ts';

/**
 * The process groups that commands started, each with a file that names its processes ("pid start"), so that a program
 * that comes after a killed one ends what that left running, and nothing else: a pid may have been given to another
 * process meanwhile, but not with the same start time.
 */
export class Groups {
  readonly #dir: string;
  /** What is in the files of this program's own groups. */
  readonly #mine = new Map<number, readonly string[]>();

  constructor(dir: string) {
    this.#dir = join(dir, 'groups');
    mkdirSync(this.#dir, { recursive: true });
  }

  /** Called as soon as the leader runs. */
  async add(group: number): Promise<void> {
    this.#mine.set(group, []);
    const leader = readStat(group) ?? (await listProcesses()).get(group);
    // It may have ended while `ps` looked.
    if (leader && this.#mine.has(group)) this.#remember(group, [leader]);
  }

  /** Called when the leader has ended: what it left running stays remembered. */
  async settle(group: number): Promise<void> {
    if (!groupExists(group)) return this.#forget(group);
    const left = [...(await listProcesses()).values()].filter((one) => one.group === group);
    if (left.length === 0) this.#forget(group);
    else this.#remember(group, left);
  }

  /** Ends a group whose leader was started here and has not been settled. */
  async end(group: number, first: FirstSignal): Promise<void> {
    await endGroup(group, first);
    this.#forget(group);
  }

  /** Ends what commands that are over left running; true if there was anything. */
  async endAll(): Promise<boolean> {
    return this.#endThose(this.#mine);
  }

  /** Ends the groups of a program that is no more; true if there was any. */
  async recover(): Promise<boolean> {
    const found = new Map<number, readonly string[]>();
    for (const name of readdirSync(this.#dir)) {
      const group = Number(name);
      if (group > 1 && !this.#mine.has(group)) {
        found.set(group, readFileSync(this.#file(group), 'latin1').split('\n'));
      }
    }
    return this.#endThose(found);
  }

  async #endThose(groups: ReadonlyMap<number, readonly string[]>): Promise<boolean> {
    const processes = await listProcesses();
    const alive = [...groups].filter(([group, lines]) =>
      lines.some((line) => {
        const [pid, start] = line.split(' ');
        const now = processes.get(Number(pid));
        return now?.start === start && now?.group === group;
      }),
    );
    // Bash lets what it starts in the background ignore SIGINT.
    await Promise.all(alive.map(([group]) => endGroup(group, processes.has(group) ? 'SIGINT' : 'SIGTERM')));
    for (const group of [...groups.keys()]) this.#forget(group);
    return alive.length > 0;
  }

  #remember(group: number, processes: readonly ProcessFacts[]): void {
    const lines = processes.map(({ pid, start }) => `${pid} ${start}`);
    this.#mine.set(group, lines);
    try {
      writeFileSync(this.#file(group), `${lines.join('\n')}\n`);
    } catch {
      // A full disk is no reason not to run a command; only a program that comes after a kill misses this file.
    }
  }

  #forget(group: number): void {
    this.#mine.delete(group);
    rmSync(this.#file(group), { force: true });
  }

  #file(group: number): string {
    return join(this.#dir, String(group));
  }
}
