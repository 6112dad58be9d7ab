/**
 * Does something with each item, some side by side, and gives what came of it in their order. Nothing runs on when it
 * throws: what was begun has ended, and the rest is not begun.
 */
export async function inParallel<T, R>(
  width: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  let failed = false;
  const ended = await Promise.allSettled(
    Array.from({ length: width }, async () => {
      for (const [at, item] of rest) {
        if (failed) return;
        try {
          results[at] = await work(item);
        } catch (error) {
          failed = true;
          throw error;
        }
      }
    }),
  );
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return results;
}
