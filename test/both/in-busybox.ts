import { beforeAll, expect, test } from 'vitest';
import { onBoth } from './on-both.ts';

/** A command line, what it prints on standard output and error, and its exit code. */
export type Line = readonly [script: string, output: string, code: number];

export interface Box {
  /** What a file `f` holds that lies in the folder of each line; without it the folder is empty. */
  readonly input?: string;
  readonly lines: readonly Line[];
}

/** Runs every line in a shell and a folder of its own, and says how each ended. */
const driver = `
input=$1; shift
for line in "$@"; do
  cd /; rm -rf /w; mkdir /w; cd /w
  [ -z "$input" ] || printf '%s' "$input" > f
  X='x  y' sh -c "$line" sh A 'B C' 2>&1 </dev/null
  code=$?; echo; echo "=== $code"
done`;

/** Command lines in a busybox pod, on the practice cluster and on a real one. */
export function inBusybox(name: string, { input = '', lines }: Box): void {
  onBoth(name, (cluster) => {
    let results: { output: string; code: number }[] = [];

    beforeAll(async () => {
      const { kubectl } = cluster();
      await kubectl('run', 'box', '--image=busybox', '--restart=Never', '--', 'sleep', '1000000');
      await kubectl('wait', '--for=condition=Ready', 'pod/box', '--timeout=60s');
      const scripts = lines.map(([script]) => script);
      const text = await kubectl('exec', 'box', '--', 'sh', '-c', driver, 'sh', input, ...scripts);
      const parts = text.split(/\n=== (\d+)\n/);
      // Debian's build says in which line of its argument the shell was.
      results = lines.map((_, index) => ({
        output: (parts[2 * index] ?? '').replaceAll('line 0: ', ''),
        code: Number(parts[2 * index + 1]),
      }));
    }, 120_000);

    test.each(lines.map(([script, output, code], index) => ({ script, output, code, index })))(
      '$script',
      ({ output, code, index }) => expect(results[index]).toEqual({ output, code }),
    );
  });
}
