import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { createClock } from '../../../src/base/clock.ts';
import { createNetwork, type Network } from '../../../src/practice/node/network/network.ts';
import { programs } from '../../../src/practice/node/programs/index.ts';
import { type Container, startContainer } from '../../../src/practice/node/runtime/container.ts';
import {
  createContainerPaths,
  type ReadOnlyRoot,
} from '../../../src/practice/node/runtime/container-paths.ts';
import { createStore } from '../../../src/practice/store/store.ts';

export interface TestContainer extends AsyncDisposable {
  container: Container;
  root: string;
  network: Network;
  ip: string;
  output(): string;
  run(...command: string[]): Promise<{ code: number; out: string; err: string }>;
  /** Resolves with the output so far once it matches. */
  printed(pattern: RegExp): Promise<string>;
}

const deadline = 20_000;

/** One container, with every program in /bin, outside any cluster. */
export async function start(
  argv: string[],
  {
    files = {},
    env = {},
    speed = 100,
    tty = false,
    cwd = '/',
    readOnlyRoot,
  }: {
    files?: Record<string, string>;
    env?: Record<string, string>;
    speed?: number;
    tty?: boolean;
    cwd?: string;
    readOnlyRoot?: ReadOnlyRoot;
  } = {},
): Promise<TestContainer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'pilotage-test-'));
  const root = path.join(folder, 'rootfs');
  mkdirSync(path.join(root, 'bin'), { recursive: true });
  mkdirSync(path.join(root, 'tmp'));
  for (const name of Object.keys(programs)) {
    writeFileSync(path.join(root, 'bin', name), `#!pilotage ${name}\n`, { mode: 0o755 });
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content, { mode: content.startsWith('#!') ? 0o755 : 0o644 });
  }
  const clock = createClock(speed);
  const network = createNetwork({ store: createStore(), clock, key: folder });
  const pod = network.attach({ namespace: 'default', hostname: 'box' });
  let text = '';
  const waiting = new Set<() => void>();
  const container = startContainer({
    paths: createContainerPaths(root, [], readOnlyRoot),
    argv,
    env: { PATH: '/bin', HOME: '/root', ...env },
    cwd,
    tty,
    stdin: 'none',
    network: pod.container(),
    clock,
    launcher: { programs },
    output(_stream, data) {
      text += typeof data === 'string' ? data : Buffer.from(data).toString();
      for (const check of waiting) check();
    },
  });
  return {
    container,
    root,
    network,
    ip: pod.ip,
    output: () => text,
    async run(...command) {
      const result = { out: '', err: '' };
      const collect = (name: 'out' | 'err') =>
        new PassThrough().on('data', (data) => {
          result[name] += data;
        });
      const streams = { stdin: undefined, stdout: collect('out'), stderr: collect('err') };
      const code = await container.exec({
        command,
        tty: false,
        ...streams,
        signal: AbortSignal.timeout(deadline),
      });
      return { code, ...result };
    },
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (!pattern.test(text)) return;
          waiting.delete(check);
          clearTimeout(timer);
          resolve(text);
        };
        const timer = setTimeout(() => reject(new Error(`never printed ${pattern}: ${text}`)), deadline);
        waiting.add(check);
        check();
      }),
    async [Symbol.asyncDispose]() {
      await container.stop(0);
      network.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What a whole command line prints, on standard output and error together, and its exit code. */
export async function shell(
  script: string,
  files: Record<string, string> = {},
): Promise<{ code: number; text: string }> {
  await using box = await start(['sh', '-c', script, 'sh', 'A', 'B C'], {
    files: { ...files, 'w/.keep': '' },
    cwd: '/w',
    env: { X: 'x  y' },
  });
  const { exitCode } = await box.container.exited;
  return { code: exitCode, text: box.output() };
}
