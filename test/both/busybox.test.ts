import { beforeAll, expect, test } from 'vitest';
import { lines } from './busybox-lines.ts';
import { onBoth } from './on-both.ts';

/** Runs every line in a shell and an empty folder of its own, and says how each ended. */
const driver = `
for line in "$@"; do
  cd /; rm -rf /w; mkdir /w; cd /w
  X='x  y' sh -c "$line" sh A 'B C' 2>&1 </dev/null
  echo "=== $?"
done`;

onBoth('the shell and the commands of busybox', (cluster) => {
  let results: { output: string; code: number }[] = [];

  beforeAll(async () => {
    const { kubectl } = cluster();
    await kubectl('run', 'box', '--image=busybox', '--restart=Never', '--', 'sleep', '1000000');
    await kubectl('wait', '--for=condition=Ready', 'pod/box', '--timeout=60s');
    const scripts = lines.map(([script]) => script);
    const text = await kubectl('exec', 'box', '--', 'sh', '-c', driver, 'sh', ...scripts);
    const parts = text.split(/^=== (\d+)\n/m);
    // Debian's build says in which line of its argument the shell was.
    results = lines.map((_, index) => ({
      output: (parts[2 * index] ?? '').replaceAll('line 0: ', ''),
      code: Number(parts[2 * index + 1]),
    }));
  }, 120_000);

  test.each(lines.map(([script, output, code], index) => ({ script, output, code, index })))(
    '$script',
    ({ output, code, index }) => {
      expect(results[index]).toEqual({ output, code });
    },
  );
});
