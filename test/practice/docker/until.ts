/** Looks again and again until it is so. @throws Error after 30 seconds */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it did not come true within 30 seconds');
  }
}
