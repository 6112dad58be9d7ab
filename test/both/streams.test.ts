import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { test as base, beforeAll, describe, expect, vi } from 'vitest';
import { TestTerminal } from '../support/terminal.ts';
import { onBoth } from './on-both.ts';

interface Output {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

const patience = { timeout: 30_000, interval: 100 };

/** What goes between kubectl and a pod, on any cluster. */
onBoth('streams', (cluster) => {
  const env = () => ({ ...process.env, KUBECONFIG: cluster().kubeconfig });
  const start = (...args: string[]) => spawn('kubectl', args, { env: env() });
  const run = async (args: string[], input: string | Buffer = ''): Promise<Output> => {
    const child = start(...args);
    // It may have ended before it has read everything.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const [stdout, stderr, [code]] = await Promise.all([
      buffer(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code, stdout, stderr };
  };
  const said = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(args);
    return { code, stdout: stdout.toString(), stderr };
  };

  const test = base.extend<{
    folder: string;
    terminal: (...args: string[]) => TestTerminal;
    forward: (target: string, ...ports: string[]) => Promise<Forwarding>;
  }>({
    folder: async ({ task: _ }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'pilotage-streams-'));
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    terminal: async ({ task: _ }, use) => {
      const opened: TestTerminal[] = [];
      await use((...args) => {
        const one = new TestTerminal({ command: ['kubectl', ...args], env: env(), columns: 91, rows: 33 });
        opened.push(one);
        return one;
      });
      for (const one of opened) await one.close();
    },
    /** Resolves to what kubectl says and the local ports, once it listens. */
    forward: async ({ task: _ }, use) => {
      const children: ReturnType<typeof start>[] = [];
      await use(async (target, ...ports) => {
        const child = start('port-forward', target, ...ports);
        children.push(child);
        let output = '';
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (data) => {
            output += data;
          });
        return vi.waitFor(() => {
          const local = [...output.matchAll(/127\.0\.0\.1:(\d+) -> /g)].map(([, port]) => Number(port));
          expect(local, output).toHaveLength(ports.length);
          return { child, local, output: () => output };
        }, patience);
      });
      for (const child of children) {
        child.kill('SIGKILL');
        if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
      }
    },
  });

  beforeAll(async () => {
    await cluster().apply(
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'box' },
        spec: {
          terminationGracePeriodSeconds: 0,
          containers: [
            { name: 'first', image: 'busybox', command: ['sh', '-c', 'echo begun; sleep 100000'] },
            { name: 'second', image: 'busybox', command: ['sh', '-c', 'echo more; sleep 100000'] },
          ],
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'web', labels: { app: 'web' } },
        spec: { terminationGracePeriodSeconds: 0, containers: [{ name: 'nginx', image: 'nginx' }] },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'lines', labels: { app: 'lines' } },
        spec: {
          terminationGracePeriodSeconds: 0,
          containers: [
            {
              name: 'c',
              image: 'busybox',
              command: ['sh', '-c', 'for i in 1 2 3 4 5; do echo line $i; done; sleep 100000'],
            },
          ],
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'done' },
        spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox', command: ['true'] }] },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web' },
        spec: { selector: { app: 'web' }, ports: [{ port: 8080, targetPort: 80 }] },
      },
    );
    await cluster().kubectl(
      'wait',
      '--for=condition=ready',
      'pod/box',
      'pod/web',
      'pod/lines',
      '--timeout=100s',
    );
    await vi.waitFor(
      async () =>
        expect(await cluster().kubectl('get', 'pod', 'done', '-o=jsonpath={.status.phase}')).toBe(
          'Succeeded',
        ),
      patience,
    );
  }, 120_000);

  describe.concurrent('exec', () => {
    test('gives back output, errors and the exit code', async () => {
      const script = 'echo out; echo err >&2; exit 3';
      expect(await said('exec', 'box', '-c', 'second', '--', 'sh', '-c', script)).toEqual({
        code: 3,
        stdout: 'out\n',
        stderr: 'err\ncommand terminated with exit code 3\n',
      });
    });

    test('passes standard input on to its end, byte for byte', async () => {
      const input = randomBytes(3_000_000);
      const { code, stdout } = await run(['exec', '-i', 'box', '-c', 'first', '--', 'cat'], input);
      expect({ code, same: stdout.equals(input) }).toEqual({ code: 0, same: true });
    });

    test('says why it cannot', async () => {
      expect(await said('exec', 'box', '-c', 'none', '--', 'true')).toMatchObject({
        code: 1,
        stderr: 'Error from server (BadRequest): container none is not valid for pod box\n',
      });
      expect(await said('exec', 'done', '--', 'true')).toMatchObject({
        code: 1,
        stderr: 'error: cannot exec into a container in a completed pod; current phase is Succeeded\n',
      });
      const missing = await said('exec', 'web', '--', 'nosuchcommand');
      expect(missing.stderr).toMatch(
        /^error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "\w+": OCI runtime exec failed: exec failed: unable to start container process: exec: "nosuchcommand": executable file not found in \$PATH: unknown\n$/,
      );
    });

    test('has a terminal with -it, as large as the one in front of it', async ({ terminal }) => {
      const screen = terminal('exec', '-it', 'box', '-c', 'first', '--', 'sh');
      await screen.until(/[#$]$/m);
      screen.send('tty; stty size\r');
      await screen.until(/\/dev\/pts\/\d+\n33 91\n/);
      screen.resize(100, 40);
      // The new size goes its own way, beside what is typed.
      await vi.waitFor(async () => {
        screen.send('stty size\r');
        expect(await screen.text()).toContain('\n40 100\n');
      }, patience);
      screen.send('sleep 1000\r');
      await screen.until(/sleep 1000$/m);
      screen.send('\u0003');
      await screen.until(/\^C/);
      screen.send('exit 5\r');
      expect(await screen.ended).toBe(5);
    });
  });

  describe.concurrent('attach and run', () => {
    test('run -i --rm gives a pod its input, and shows what it says', async () => {
      const args = ['run', 'given', '--image=busybox', '--restart=Never', '-i', '--rm', '--', 'cat'];
      const { code, stdout } = await run(args, 'one\ntwo\n');
      expect({ code, stdout: stdout.toString().replace(/pod "given" deleted.*\n/, '') }).toEqual({
        code: 0,
        stdout: 'one\ntwo\n',
      });
      expect((await said('get', 'pod', 'given')).stderr).toContain('pods "given" not found');
    });

    test('run -it ends as its shell does', async ({ terminal }) => {
      const screen = terminal('run', 'typed', '--image=busybox', '--restart=Never', '-it', '--rm');
      await screen.until(/[#$]$/m);
      screen.send('echo $((6*7))\r');
      await screen.until(/^42$/m);
      screen.send('exit 4\r');
      expect(await screen.ended).toBe(4);
    });

    test('attach says why it cannot', async () => {
      expect((await said('attach', 'done')).stderr).toMatch(
        /cannot attach a container in a completed pod; current phase is Succeeded/,
      );
    });
  });

  describe.concurrent('cp', () => {
    test('takes a folder there and back', async ({ folder }) => {
      const bytes = randomBytes(200_000);
      await mkdir(join(folder, 'there', 'deep'), { recursive: true });
      await writeFile(join(folder, 'there', 'deep', 'bytes'), bytes);
      await writeFile(join(folder, 'there', 'hello world'), 'hello\n');
      expect(await said('cp', join(folder, 'there'), 'box:/tmp/copy', '-c', 'second')).toMatchObject({
        code: 0,
        stderr: '',
      });
      expect((await said('cp', 'box:/tmp/copy', join(folder, 'back'), '-c', 'second')).code).toBe(0);
      expect((await readFile(join(folder, 'back', 'deep', 'bytes'))).equals(bytes)).toBe(true);
      expect(await readFile(join(folder, 'back', 'hello world'), 'utf8')).toBe('hello\n');
    });

    test('says why it cannot', async ({ folder }) => {
      await writeFile(join(folder, 'file'), '');
      const { code, stderr } = await said('cp', join(folder, 'file'), 'box:/none/file', '-c', 'first');
      expect(code).toBe(1);
      expect(stderr).toContain("tar: can't change directory to '/none': No such file or directory\n");
    });
  });

  describe.concurrent('port-forward', () => {
    test('serves many connections at once', async ({ forward }) => {
      const { local } = await forward('pod/web', ':80');
      const url = `http://127.0.0.1:${local[0]}/`;
      const pages = await Promise.all(
        Array.from({ length: 12 }, async () =>
          (await fetch(url, { headers: { connection: 'close' } })).text(),
        ),
      );
      expect(new Set(pages).size).toBe(1);
      expect(pages[0]).toContain('Welcome to nginx!');
    });

    test("goes by a Service's port", async ({ forward }) => {
      const { local } = await forward('service/web', ':8080');
      // One connection for both.
      for (let count = 0; count < 2; count += 1) {
        const response = await fetch(`http://127.0.0.1:${local[0]}/`);
        expect(await response.text()).toContain('Welcome to nginx!');
      }
      expect((await said('port-forward', 'service/web', ':81')).stderr).toBe(
        'error: Service web does not have a service port 81\n',
      );
    });

    test('says when nothing listens at a port', async ({ forward }) => {
      const { local, output } = await forward('pod/web', ':81');
      await expect(fetch(`http://127.0.0.1:${local[0]}/`)).rejects.toThrow();
      await vi.waitFor(
        () =>
          expect(output()).toMatch(
            /an error occurred forwarding \d+ -> 81: error forwarding port 81 to pod \w{64}, uid : failed to execute portforward in network namespace \\?"\S+": failed to connect to localhost:81 inside namespace \\?"\w{64}\\?", IPv4: dial tcp4 127\.0\.0\.1:81: connect: connection refused/,
          ),
        patience,
      );
    });
  });

  describe.concurrent('proxy', () => {
    const get = (rest: string) => said('get', '--raw', `/api/v1/namespaces/${cluster().namespace}/${rest}`);

    test('passes requests on to pods and Services', async () => {
      for (const place of ['pods/web', 'pods/web:80', 'services/web:8080', 'services/web'])
        expect([place, (await get(`${place}/proxy/`)).stdout]).toEqual([
          place,
          expect.stringContaining('Welcome to nginx!'),
        ]);
    });

    test('says why it cannot', async () => {
      expect((await get('pods/web:81/proxy/')).stderr).toMatch(
        /^Error from server: error trying to reach service: dial tcp 10\.\S+:81: connect: connection refused\n$/,
      );
      expect((await get('services/web:81/proxy/')).stderr).toBe(
        'Error from server (ServiceUnavailable): no service port 81 found for service "web"\n',
      );
      expect((await get('pods/web/exec?command=ls')).stderr).toBe(
        'Error from server (BadRequest): Upgrade request required\n',
      );
    });
  });

  describe.concurrent('logs', () => {
    test('from where and how far', async () => {
      const log = async (...args: string[]) => (await said('logs', ...args)).stdout;
      const all = 'line 1\nline 2\nline 3\nline 4\nline 5\n';
      await vi.waitFor(async () => expect(await log('lines')).toBe(all), patience);
      expect(await log('lines', '--tail=2')).toBe('line 4\nline 5\n');
      expect(await log('lines', '--tail=0')).toBe('');
      expect(await log('lines', '--limit-bytes=9')).toBe('line 1\nli');
      expect(await log('lines', '--since=1h')).toBe(all);
      const times = (await log('lines', '--timestamps')).trimEnd().split('\n');
      expect(times.map((line) => line.replace(/^\S+Z /, ''))).toEqual(all.trimEnd().split('\n'));
      expect(times[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z line 1$/);
      expect(await log('lines', `--since-time=${new Date(Date.now() + 3_600_000).toISOString()}`)).toBe('');
      expect(await log('-l', 'app=lines', '--prefix', '--tail=1')).toBe('[pod/lines/c] line 5\n');
    });

    test('of all containers', async () => {
      const lines = (await said('logs', 'box', '--all-containers', '--prefix')).stdout.split('\n').sort();
      expect(lines).toEqual(['', '[pod/box/first] begun', '[pod/box/second] more']);
    });

    test('says why it cannot', async () => {
      expect((await said('logs', 'lines', '--previous')).stderr).toBe(
        'Error from server (BadRequest): previous terminated container "c" in pod "lines" not found\n',
      );
      expect((await said('logs', 'lines', '-c', 'none')).stderr).toBe(
        'error: container none is not valid for pod lines\n',
      );
    });
  });
});

interface Forwarding {
  child: { kill(): boolean };
  /** Local ports, in the order in which they were asked for. */
  local: number[];
  output(): string;
}
