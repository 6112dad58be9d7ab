import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endGroup, type FirstSignal, groupExists } from './end-group.ts';
import { listProcesses, readStat } from './processes.ts';

/**
 * The process groups that commands started, each with a file that names its processes ("pid start"), so that a program
 * that comes after a killed one ends what that left running, and nothing else: a pid may have been given to another
 * process meanwhile, but not with the same start time.
 */
export class Groups {
  readonly #dir: string;
  readonly #mine = new Set<number>();

  constructor(dir: string) {
    this.#dir = join(dir, 'groups');
    mkdirSync(this.#dir, { recursive: true });
  }

  /** Called as soon as the leader runs. */
  async add(group: number): Promise<void> {
    this.#mine.add(group);
    const leader = readStat(group) ?? (await listProcesses()).get(group);
    // It may have ended while `ps` looked.
    if (leader && this.#mine.has(group)) appendFileSync(this.#file(group), `${group} ${leader.start}\n`);
  }

  /** Called when the leader has ended: what it left running stays remembered. */
  async settle(group: number): Promise<void> {
    if (!groupExists(group)) return this.#forget(group);
    const left = [...(await listProcesses()).values()].filter((one) => one.group === group);
    if (left.length === 0) return this.#forget(group);
    writeFileSync(this.#file(group), left.map(({ pid, start }) => `${pid} ${start}\n`).join(''));
  }

  async end(group: number, first: FirstSignal): Promise<void> {
    await endGroup(group, first);
    this.#forget(group);
  }

  /** Ends what commands that are over left running. */
  async endAll(): Promise<void> {
    // Not SIGINT: bash lets what it starts in the background ignore that.
    await Promise.all([...this.#mine].map((group) => this.end(group, 'SIGTERM')));
  }

  /** Ends the groups of a program that is no more; true if there was any. */
  async recover(): Promise<boolean> {
    const processes = await listProcesses();
    const found = readdirSync(this.#dir)
      .map(Number)
      .filter((group) => group > 1 && !this.#mine.has(group));
    const alive = found.filter((group) =>
      readFileSync(this.#file(group), 'latin1')
        .split('\n')
        .some((line) => {
          const [pid, start] = line.split(' ');
          const now = processes.get(Number(pid));
          return now?.start === start && now?.group === group;
        }),
    );
    await Promise.all(alive.map((group) => this.end(group, processes.has(group) ? 'SIGINT' : 'SIGTERM')));
    for (const group of found) this.#forget(group);
    return alive.length > 0;
  }

  #forget(group: number): void {
    this.#mine.delete(group);
    rmSync(this.#file(group), { force: true });
  }

  #file(group: number): string {
    return join(this.#dir, String(group));
  }
}
