import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPractice } from '../../cluster/support/practice-cluster.ts';
import type { TestCluster } from '../../cluster/support/real-cluster.ts';

const main = join(import.meta.dirname, '..', '..', '..', 'src', 'practice', 'tools', 'kubectl', 'main.ts');

/** Our kubectl as a process of its own, against a practice cluster whose containers run. */
describe('streams of our kubectl', () => {
  let cluster: TestCluster;
  const start = (...args: string[]) =>
    spawn(process.execPath, [main, ...args], { env: { ...process.env, KUBECONFIG: cluster.kubeconfig } });
  const run = async (args: string[], input?: string) => {
    const child = start(...args);
    child.stdin.end(input);
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code, stdout, stderr };
  };
  /** Resolves with what a child has said once it matches. */
  const said = (child: ReturnType<typeof start>, pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      let all = '';
      child.stdout.on('data', (chunk) => {
        all += chunk;
        if (pattern.test(all)) resolve(all);
      });
      child.on('close', () => reject(new Error(`it ended without ${pattern}: ${all}`)));
    });

  beforeAll(async () => {
    cluster = await startPractice();
    const made = await run(['create', 'deployment', 'web', '--image=nginx', '--port=80']);
    expect(made).toEqual({ code: 0, stdout: 'deployment.apps/web created\n', stderr: '' });
    expect((await run(['rollout', 'status', 'deploy/web', '--timeout=30s'])).code).toBe(0);
  });

  afterAll(() => cluster?.dispose());

  it('exec gives back output, errors and the exit code', async () => {
    expect(await run(['exec', 'deploy/web', '--', 'sh', '-c', 'echo out; echo err >&2; exit 3'])).toEqual({
      code: 3,
      stdout: 'out\n',
      stderr: 'err\ncommand terminated with exit code 3\n',
    });
  });

  it('exec -i passes standard input to its end, byte for byte', async () => {
    const input = 'line\n'.repeat(20_000);
    const { code, stdout } = await run(['exec', '-i', 'deploy/web', '--', 'cat'], input);
    expect({ code, same: stdout === input }).toEqual({ code: 0, same: true });
  });

  it('logs --follow shows what comes later, and ends when it is told to', async () => {
    const child = start('logs', 'deploy/web', '--follow', '--tail=0');
    const port = start('port-forward', 'deploy/web', ':80');
    const [, local] = /127\.0\.0\.1:(\d+) -> 80/.exec(await said(port, /-> 80\n/)) ?? [];
    // The log begins where it stood when it was asked for, which is some time after the start of the process.
    const asking = setInterval(() => fetch(`http://127.0.0.1:${local}/here`).catch(() => undefined), 100);
    expect(await said(child, /GET \/here/)).toContain('GET /here');
    clearInterval(asking);
    for (const one of [child, port]) {
      one.kill('SIGINT');
      await once(one, 'close');
    }
  });

  it('get --watch shows each change as a line', async () => {
    const child = start('get', 'deploy', 'web', '--watch', '--no-headers');
    const seen = said(child, /web +2\/2/);
    expect((await run(['scale', 'deploy/web', '--replicas=2'])).stdout).toBe('deployment.apps/web scaled\n');
    const lines = (await seen).trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(/^web +2\/2 +2 +2 +\d+s$/);
    child.kill('SIGINT');
    await once(child, 'close');
  });

  it('run --rm -i shows what a short command says, ends as it does, and leaves nothing', async () => {
    const args = [
      'run',
      'short',
      '--image=busybox',
      '--restart=Never',
      '--rm',
      '-i',
      '--quiet',
      '--',
      'sh',
      '-c',
      'echo hi; exit 4',
    ];
    const { code, stdout } = await run(args);
    expect({ code, stdout }).toEqual({ code: 4, stdout: 'hi\n' });
    expect((await run(['wait', '--for=delete', 'pod/short', '--timeout=30s'])).code).toBe(0);
  });

  it('a reader that goes away ends it without a word', async () => {
    const child = start('logs', 'deploy/web', '--follow');
    child.stdout.destroy();
    const [stderr, [code, signal]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect({ code, signal, stderr: stderr.replace(/^Found .*\n/, '') }).toEqual({
      code: null,
      signal: 'SIGPIPE',
      stderr: '',
    });
  });

  it('delete waits until the pods are gone', async () => {
    expect((await run(['delete', 'deploy/web', '--cascade=foreground'])).stdout).toBe(
      'deployment.apps "web" deleted\n',
    );
    expect(await run(['get', 'pods', '-l', 'app=web'])).toEqual({
      code: 0,
      stdout: '',
      stderr: `No resources found in ${cluster.namespace} namespace.\n`,
    });
  });
});
