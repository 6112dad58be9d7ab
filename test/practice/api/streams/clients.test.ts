import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startPractice } from '../../../cluster/support/practice-cluster.ts';
import type { TestCluster } from '../../../cluster/support/real-cluster.ts';
import { TestTerminal } from '../../../support/terminal.ts';
import { installedClients } from '../../support/kubectl.ts';

/** SPDY up to 1.29; WebSockets for commands from 1.30, where that is safe, and for ports from 1.31 on. */
const clients = installedClients();

describe.skipIf(clients.length === 0)('streams of every kubectl', () => {
  let cluster: TestCluster;
  let folder: string;
  const input = randomBytes(1_500_000);

  beforeAll(async () => {
    cluster = await startPractice();
    folder = await mkdtemp(join(tmpdir(), 'pilotage-clients-'));
    await cluster.kubectl('run', 'box', '--image=busybox', '--', 'sleep', '100000');
    await cluster.kubectl('run', 'web', '--image=nginx');
    await cluster.kubectl('wait', '--for=condition=ready', 'pod/box', 'pod/web', '--timeout=60s');
  });

  afterAll(async () => {
    await cluster?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  describe.each(clients)('kubectl $version', ({ version, path }) => {
    // What a client has found out about the cluster is its own.
    const words = (args: string[]) => [`--cache-dir=${join(folder, `cache-${version}`)}`, ...args];
    const env = () => ({ ...process.env, KUBECONFIG: cluster.kubeconfig });
    const start = (...args: string[]) => spawn(path, words(args), { env: env() });
    const run = async (args: string[], stdin: string | Buffer = '') => {
      const child = start(...args);
      child.stdin.on('error', () => {});
      child.stdin.end(stdin);
      const [stdout, stderr, [code]] = await Promise.all([
        buffer(child.stdout),
        text(child.stderr),
        once(child, 'close'),
      ]);
      return { code, stdout, stderr };
    };

    it('exec gives back output, errors and the exit code', async () => {
      const { code, stdout, stderr } = await run([
        'exec',
        'box',
        '--',
        'sh',
        '-c',
        'echo out; echo err >&2; exit 3',
      ]);
      expect([code, `${stdout}`, stderr]).toEqual([3, 'out\n', 'err\ncommand terminated with exit code 3\n']);
    });

    it('exec has SPDY where this kubectl might lose the beginning of what a WebSocket brings', async () => {
      const about = await run(['version', '--client', '-o', 'json']);
      const { minor } = JSON.parse(`${about.stdout}`).clientVersion as { minor: string };
      const { stderr } = await run(['exec', '-v=8', 'box', '--', 'true']);
      expect(stderr.includes('SPDY/3.1')).toBe(Number.parseInt(minor, 10) < 34);
    });

    it('exec -i passes its input to the end, byte for byte', async () => {
      const { code, stdout } = await run(['exec', '-i', 'box', '--', 'cat'], input);
      expect({ code, same: stdout.equals(input) }).toEqual({ code: 0, same: true });
    });

    it('exec -it has a terminal', async () => {
      const command = [path, ...words(['exec', '-it', 'box', '--', 'sh'])];
      const terminal = new TestTerminal({ command, env: env(), columns: 70, rows: 20 });
      try {
        await terminal.until(/[#$]$/m);
        terminal.send('stty size; exit 6\r');
        await terminal.until(/^20 70$/m);
        expect(await terminal.ended).toBe(6);
      } finally {
        await terminal.close();
      }
    });

    it('cp takes a file there and back', async () => {
      const [there, back] = [join(folder, `there-${version}`), join(folder, `back-${version}`)];
      await writeFile(there, input);
      expect((await run(['cp', there, 'box:/tmp/copy'])).code).toBe(0);
      expect((await run(['cp', 'box:/tmp/copy', back])).code).toBe(0);
      expect((await readFile(back)).equals(input)).toBe(true);
    });

    it('run -i attaches', async () => {
      const name = `given-${version.replace('.', '-')}`;
      const args = ['run', name, '--image=busybox', '--restart=Never', '-i', '--rm', '--', 'cat'];
      const { code, stdout } = await run(args, 'one\n');
      expect({ code, stdout: `${stdout}`.split('\n')[0] }).toEqual({ code: 0, stdout: 'one' });
    });

    it('port-forward carries several connections, and says what went wrong', async () => {
      const child = start('port-forward', 'web', ':80', ':81');
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (data) => {
          output += data;
        });
      try {
        const ports = await vi.waitFor(
          () => {
            const found = [...output.matchAll(/127\.0\.0\.1:(\d+) ->/g)].map(([, port]) => port);
            expect(found, output).toHaveLength(2);
            return found;
          },
          { timeout: 20_000 },
        );
        const pages = await Promise.all(
          Array.from({ length: 5 }, async () => (await fetch(`http://127.0.0.1:${ports[0]}/`)).text()),
        );
        for (const page of pages) expect(page).toContain('Welcome to nginx!');
        await expect(fetch(`http://127.0.0.1:${ports[1]}/`)).rejects.toThrow();
        await vi.waitFor(
          () => expect(output).toMatch(/error forwarding port 81 to pod .*: connect: connection refused/),
          { timeout: 20_000 },
        );
      } finally {
        child.kill('SIGKILL');
        if (child.exitCode === null) await once(child, 'close');
      }
    });
  });
});
