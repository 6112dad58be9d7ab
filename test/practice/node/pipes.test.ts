import { describe, expect, it } from 'vitest';
import { start, type TestContainer } from './container.ts';

/** Bytes that this process may hold more than before; what runs without an end would take that in a moment. */
const most = 400 * 2 ** 20;

async function shell(box: TestContainer, script: string): Promise<{ out: string; grown: number }> {
  const before = process.memoryUsage().rss;
  let highest = before;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 10);
  const { out } = await box.run('sh', '-c', script);
  clearInterval(watch);
  return { out, grown: highest - before };
}

describe('what is printed without an end', () => {
  it.each([
    ['yes | head -n 2', 'y\ny\n'],
    ['seq 1 50000000 | head -n 2', '1\n2\n'],
    ['cat /dev/zero | head -c 1000000 | wc -c', '1000000\n'],
    ['awk "BEGIN { while (1) print 7 }" | head -n 1', '7\n'],
    ['while true; do echo x; done | head -n 2', 'x\nx\n'],
    ['yes | { read first; echo $first; }', 'y\n'],
  ])('ends with its reader: %s', async (script, output) => {
    await using box = await start(['sleep', '1000000'], { speed: 1 });
    expect((await shell(box, script)).out).toBe(output);
  });

  it.each([
    'cat /dev/zero | sleep 1',
    'yes | cat | grep y | tee | sleep 1',
    'awk "BEGIN { while (1) print 7 }" | sleep 1',
    'while true; do echo x; done | sleep 1',
  ])('waits for its reader: %s', async (script) => {
    await using box = await start(['sleep', '1000000'], { speed: 1 });
    expect((await shell(box, script)).grown).toBeLessThan(most);
  });
});
