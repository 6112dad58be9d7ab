import { limits } from '../protocol/protocol.ts';
import type { Room } from './room.ts';

/** The names that are taken in a room, or about to be: two learners of one name are told apart by a number. */
export class Names {
  readonly #room: Room;
  readonly #taken = new Set<string>();
  /** Learners whose names are among them: others only come after them, and keep their names. */
  #known = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Takes the name that was asked for, or the first number of it that is free. */
  take(wanted: string): string {
    this.#look();
    const isFree = (number: number) => !this.#taken.has(numbered(wanted, number));
    // Where everybody is called `root`, not each number is tried: they are taken without gaps.
    let free = 1;
    while (!isFree(free)) free *= 2;
    for (let taken = Math.floor(free / 2); free - taken > 1; ) {
      const middle = Math.floor((taken + free) / 2);
      if (isFree(middle)) free = middle;
      else taken = middle;
    }
    const name = numbered(wanted, free);
    this.#taken.add(name);
    return name;
  }

  /** Nobody came with it after all. */
  giveBack(name: string): void {
    this.#taken.delete(name);
  }

  #look(): void {
    const { learners } = this.#room.state;
    for (; this.#known < learners.length; this.#known++) this.#taken.add(learners[this.#known]?.name ?? '');
  }
}

function numbered(name: string, number: number): string {
  const suffix = number === 1 ? '' : ` (${number})`;
  return name.slice(0, limits.name - suffix.length) + suffix;
}
