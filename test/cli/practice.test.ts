import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pilotage, temporaryHome } from '../support/program.ts';

describe('pilotage practice', () => {
  const home = temporaryHome();
  const practice = (...command: string[]) => pilotage(['practice', '--', ...command], { env: home.env });
  beforeAll(() => practice('true'));
  afterAll(() => home.remove());

  it('answers kubectl as a real cluster would', async () => {
    const { exit, stdout } = await practice(
      'sh',
      '-c',
      'kubectl create deployment web --image=nginx && kubectl expose deploy/web --port=80 --type=NodePort && ' +
        'kubectl wait --for=condition=available deploy/web --timeout=30s && kubectl get all',
    );
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /^deployment.apps\/web created\nservice\/web exposed\ndeployment.apps\/web condition met\n/,
    );
    expect(stdout).toMatch(/pod\/web-[a-z0-9]+-[a-z0-9]{5}\s+1\/1\s+Running\s+0\s+\d+s\n/);
    expect(stdout).toMatch(/service\/kubernetes\s+ClusterIP\s+10\.96\.0\.1\s+<none>\s+443\/TCP/);
    expect(stdout).toMatch(/service\/web\s+NodePort\s+10\.\d+\.\d+\.\d+\s+<none>\s+80:3\d{4}\/TCP/);
    expect(stdout).toMatch(/deployment\.apps\/web\s+1\/1\s+1\s+1\s+\d+s\n/);
    expect(stdout).toMatch(/replicaset\.apps\/web-[a-z0-9]+\s+1\s+1\s+1\s+\d+s\n/);
  });

  it('keeps running between commands', async () => {
    const first = await practice('kubectl', 'create', 'configmap', 'kept', '--from-literal=a=b');
    expect(first).toMatchObject({ exit: 0, stdout: 'configmap/kept created\n' });
    const { stdout } = await practice('kubectl', 'get', 'configmap', 'kept', '-o', 'jsonpath={.data.a}');
    expect(stdout).toBe('b');
  });

  it('ends as its command does, and says when there is no such command', async () => {
    expect((await practice('sh', '-c', 'exit 7')).exit).toBe(7);
    expect(await practice('no-such-program')).toMatchObject({
      exit: 127,
      stderr: expect.stringContaining('no-such-program: command not found'),
    });
  });

  it('has minikube say what it is', async () => {
    const { exit, stdout } = await practice('minikube', 'status');
    expect(exit).toBe(0);
    expect(stdout).toBe(
      'minikube\ntype: Control Plane\nhost: Running\nkubelet: Running\napiserver: Running\nkubeconfig: Configured\n\n',
    );
    expect((await practice('minikube', 'status', '-p', 'other')).exit).toBe(85);
    expect((await practice('minikube', 'ip')).stdout).toBe('127.0.0.1\n');
    expect((await practice('minikube', 'service', 'nobody', '--url')).exit).toBe(115);
    expect((await practice('minikube', 'frobnicate')).exit).not.toBe(0);
  });

  it('stops, starts again with all that it had, and is empty after it was deleted', async () => {
    await practice('kubectl', 'create', 'configmap', 'before', '--from-literal=a=b');
    expect((await practice('minikube', 'stop')).exit).toBe(0);
    expect((await practice('minikube', 'status')).exit).toBe(7);
    expect((await practice('kubectl', 'get', 'configmap', 'before')).stderr).toMatch(/refused/);
    expect((await practice('minikube', 'start')).stdout).toContain('Restarting existing practice node');
    expect((await practice('kubectl', 'get', 'configmap', 'before')).exit).toBe(0);
    expect((await practice('minikube', 'delete')).exit).toBe(0);
    expect((await practice('minikube', 'start')).exit).toBe(0);
    expect((await practice('kubectl', 'get', 'configmap', 'before')).stderr).toContain('not found');
  });
});
