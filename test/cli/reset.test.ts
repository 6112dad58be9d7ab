import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { listProcesses } from '../../src/shell/processes.ts';
import { pilotage, root, temporaryHome } from '../support/program.ts';

const lesson = join(root, 'fixtures', 'clusters', 'touching');

describe('pilotage reset, on a cluster that was there before the run', () => {
  const home = temporaryHome();
  const folder = mkdtempSync(join(tmpdir(), 'pilotage-reset-'));
  const KUBECONFIG = join(folder, 'config');
  const env = { ...home.env, KUBECONFIG };
  /** The cluster's owner, beside the run. */
  const there = (...command: string[]) => pilotage(['practice', '--', ...command], { env: home.env });
  const names = async () => (await there('kubectl', 'get', 'configmaps,deployments', '-o', 'name')).stdout;

  beforeAll(async () => {
    const { stdout } = await there('kubectl', 'config', 'view', '--raw', '-o', 'jsonpath={..server}');
    const cluster = { server: stdout.trim(), 'insecure-skip-tls-verify': true };
    const kubeconfig = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'lab',
      contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'lab' } }],
      clusters: [{ name: 'lab', cluster }],
      users: [{ name: 'lab', user: {} }],
    };
    writeFileSync(KUBECONFIG, JSON.stringify(kubeconfig));
    await there('kubectl', 'create', 'configmap', 'old', '--from-literal=text=first');
    const args = ['start', lesson, '--plain', '--cluster', 'context:lab'];
    const { stdout: said } = await pilotage(args, { env, input: '\n\n\n\n' });
    expect(said).toContain('all 2 steps done');
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await home.remove();
  });

  it('shows what would go and what would stay, and does nothing that nobody agreed to', async () => {
    const before = await names();
    const { exit, stderr } = await pilotage(['reset', 'touching'], { env });
    expect(exit).toBe(2);
    expect(stderr).toContain('To take back touching on context:lab:');
    expect(stderr).toContain('  deletes configmap made\n');
    expect(stderr).toContain('  deletes deployment web\n');
    expect(stderr).toContain('  leaves  configmap old, which was there before the run and was changed\n');
    expect(stderr).toContain('Nothing was removed.');
    expect(await names()).toBe(before);
    expect((await pilotage(['status'], { env })).stdout).toContain('touching');
  });

  it('keeps the run of a cluster that does not answer, unless told to leave that cluster alone', async () => {
    const gone = { ...env, KUBECONFIG: join(folder, 'none') };
    const { exit, stderr } = await pilotage(['reset', 'touching', '--yes'], { env: gone });
    expect(exit).toBe(3);
    expect(stderr).toContain('touching on context:lab cannot be taken back: there is no context lab');
    expect(stderr).toContain('pilotage reset touching --keep-cluster');
    expect((await pilotage(['status'], { env })).stdout).toContain('touching');
  });

  it('removes just what the run made, and nothing that took a name of it', async () => {
    await there('kubectl', 'delete', 'configmap', 'made');
    await there('kubectl', 'create', 'configmap', 'made', '--from-literal=text=theirs');
    const { exit, stdout, stderr } = await pilotage(['reset', 'touching', '--yes'], { env });
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: 'Forgotten: touching on context:lab\n' });
    expect(stderr).toContain('  deleted deployment web\n');
    expect(stderr).not.toContain('configmap made');
    const left = await names();
    expect(left).toContain('configmap/made\n');
    expect(left).toContain('configmap/old\n');
    expect(left).not.toContain('deployment.apps/web');
    expect((await pilotage(['status'], { env })).stdout).not.toContain('touching');
  });

  it('ends what a program that was killed had left running', async () => {
    await pilotage(['start', lesson, '--plain', '--cluster', 'context:lab'], { env, input: '\n' });
    const left = spawn('sleep', ['600'], { detached: true });
    onTestFinished(() => void left.kill('SIGKILL'));
    const { pid = 0 } = left;
    const groups = join(home.home, 'runs', 'touching@context_lab', 'shell', 'groups');
    writeFileSync(join(groups, String(pid)), `${pid} ${(await listProcesses()).get(pid)?.start}\n`);
    expect((await pilotage(['reset', 'touching', '--yes'], { env })).exit).toBe(0);
    await vi.waitFor(() => expect(left.signalCode).not.toBe(null), { timeout: 20_000 });
    expect(existsSync(groups)).toBe(false);
  });
});
