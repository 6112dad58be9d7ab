/** Who wants to know that there is more to read, by room. */
export class Followers {
  readonly #rooms = new Map<string, Set<() => void>>();

  get rooms(): string[] {
    return [...this.#rooms.keys()];
  }

  add(room: string, more: () => void): () => void {
    // A function of its own each time: the same one may follow twice, and end once.
    const follower = () => more();
    const followers = this.#rooms.get(room) ?? new Set();
    this.#rooms.set(room, followers.add(follower));
    return () => {
      followers.delete(follower);
      if (followers.size === 0 && this.#rooms.get(room) === followers) this.#rooms.delete(room);
    };
  }

  tell(rooms: Iterable<string>): void {
    for (const room of new Set(rooms)) for (const more of [...(this.#rooms.get(room) ?? [])]) more();
  }
}
