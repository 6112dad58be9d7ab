/** One process of a container, as `ps` and `kill` see it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly argv: readonly string[];
  kill(signal: string): void;
}

/** The processes of one container. */
export interface ProcessTable {
  nextPid(): number;
  add(entry: ProcessEntry): void;
  remove(pid: number): void;
  list(): ProcessEntry[];
}

export function createProcessTable(): ProcessTable {
  const entries = new Map<number, ProcessEntry>();
  let last = 0;
  return {
    nextPid() {
      last += 1;
      return last;
    },
    add: (entry) => void entries.set(entry.pid, entry),
    remove: (pid) => void entries.delete(pid),
    list: () => [...entries.values()].sort((a, b) => a.pid - b.pid),
  };
}
