import { beforeAll, expect, test } from 'vitest';
import { input, lines } from './awk-lines.ts';
import { onBoth } from './on-both.ts';

/** Runs every line in a shell and a folder of its own, and says how each ended. */
const driver = `
input=$1; shift
for line in "$@"; do
  cd /; rm -rf /w; mkdir /w; cd /w; printf '%s' "$input" > f
  X='x  y' sh -c "$line" 2>&1 </dev/null
  code=$?; echo; echo "=== $code"
done`;

onBoth('awk of busybox', (cluster) => {
  let results: { output: string; code: number }[] = [];

  beforeAll(async () => {
    const { kubectl } = cluster();
    await kubectl('run', 'box', '--image=busybox', '--restart=Never', '--', 'sleep', '1000000');
    await kubectl('wait', '--for=condition=Ready', 'pod/box', '--timeout=60s');
    const scripts = lines.map(([script]) => script);
    const text = await kubectl('exec', 'box', '--', 'sh', '-c', driver, 'sh', input, ...scripts);
    const parts = text.split(/\n=== (\d+)\n/);
    results = lines.map((_, index) => ({
      output: parts[2 * index] ?? '',
      code: Number(parts[2 * index + 1]),
    }));
  }, 120_000);

  test.each(lines.map(([script, output, code], index) => ({ script, output, code, index })))(
    '$script',
    ({ output, code, index }) => expect(results[index]).toEqual({ output, code }),
  );
});
