import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pilotage, root, run, temporaryHome } from '../support/program.ts';

/** A folder with a `minikube` in it that may start, stop and delete clusters. */
const folder = process.env.PILOTAGE_TEST_MINIKUBE;
const why = folder ? '' : ' (skipped: PILOTAGE_TEST_MINIKUBE names no folder with a minikube)';
const patience = { timeout: 600_000 };

describe.skipIf(!folder)(`on minikube${why}`, () => {
  const home = temporaryHome();
  const learner = mkdtempSync(join(tmpdir(), 'pilotage-learner-'));
  /** The learner's own: another context is the current one, and must stay so. */
  const KUBECONFIG = join(learner, 'config');
  const env = {
    ...home.env,
    PATH: [folder, process.env.PATH].join(delimiter),
    MINIKUBE_HOME: join(learner, 'minikube'),
    KUBECONFIG,
    // What docker talks to is what minikube says.
    DOCKER_HOST: undefined,
  };
  const greeting = join(root, 'fixtures', 'clusters', 'greeting');
  const minikube = (...args: string[]) => run('minikube', args, { env });
  /** Goes through the lesson by Enter alone. */
  const enters = (cluster: string, more: Record<string, string> = {}) =>
    pilotage(['start', greeting, '--plain', '--cluster', cluster], {
      env: { ...env, ...more },
      input: '\n'.repeat(8),
    });
  const other = 'apiVersion: v1\nkind: Config\ncurrent-context: other\ncontexts: []\n';

  beforeAll(() => writeFileSync(KUBECONFIG, other));
  afterEach(() => expect(readFileSync(KUBECONFIG, 'utf8')).toBe(other));
  afterAll(async () => {
    await home.remove();
    rmSync(learner, { recursive: true, force: true });
  });

  it('DockerCoins begins with no cluster, and leaves none', patience, async () => {
    const args = ['validate', 'lessons/dockercoins', '--cluster', 'minikube', '--report', 'json'];
    const { exit, stdout } = await pilotage(args, { env });
    const { steps } = JSON.parse(stdout).lessons[0];
    expect(steps.filter(({ status }: { status: string }) => status !== 'done')).toEqual([]);
    expect(exit).toBe(0);
    expect((await minikube('status', '-p', 'pilotage-validate')).exit).toBe(85);
  });

  it('a start that fails is said in its own words; the next one goes on from there', patience, async () => {
    const failed = await enters('minikube', { FAIL_START: '1' });
    expect(failed.stdout).toContain('RSRC_INSUFFICIENT_CONTAINER_MEMORY');
    expect(failed.stdout).toContain('exit code 29');
    const mended = await enters('minikube');
    expect(mended.stdout).toContain('Welcome back');
    expect(mended.stdout).toContain("docker talks to the engine inside minikube's node");
    expect(mended.stdout).toContain('all 3 steps done');
    expect((await minikube('status', '-p', 'pilotage')).exit).toBe(0);
    expect((await minikube('status')).exit).toBe(85);
  });

  it('a run that is resumed finds its cluster; validation has one of its own', patience, async () => {
    const resumed = await enters('minikube');
    expect(resumed.stdout).toContain('Welcome back');
    const args = ['validate', greeting, '--cluster', 'minikube:pilotage'];
    const refused = await pilotage(args, { env });
    expect(refused.exit).toBe(3);
    expect(refused.stderr).toContain('there is a minikube profile pilotage already');
  });

  it('a cluster that was stopped, or half deleted, is started again', patience, async () => {
    await minikube('stop', '-p', 'pilotage');
    expect((await enters('minikube')).stdout).not.toContain('No longer so');
    rmSync(join(home.home, 'runs', 'greeting@minikube'), { recursive: true });
    rmSync(join(learner, 'minikube', 'profiles', 'pilotage', 'kubeconfig'));
    expect((await enters('minikube')).stdout).toContain('all 3 steps done');
  });

  it('reset deletes the profile of the run, and no other', patience, async () => {
    expect((await pilotage(['reset', 'greeting'], { env })).stderr).toContain(
      'deletes the minikube profile pilotage with all that is in it',
    );
    expect((await minikube('status', '-p', 'pilotage')).exit).toBe(0);
    const { exit } = await pilotage(['reset', 'greeting', '--yes'], { env });
    expect(exit).toBe(0);
    expect(existsSync(join(learner, 'minikube', 'profiles', 'pilotage'))).toBe(false);
  });

  it('a profile that the learner names is theirs: only what the run made goes', patience, async () => {
    await minikube('start', '-p', 'mine');
    writeFileSync(KUBECONFIG, other);
    expect((await enters('minikube:mine')).stdout).toContain('all 3 steps done');
    const { exit, stderr } = await pilotage(['reset', 'greeting', '--yes'], { env });
    expect(exit).toBe(0);
    expect(stderr).toContain('deleted configmap greeting');
    expect((await minikube('status', '-p', 'mine')).exit).toBe(0);
    await minikube('delete', '-p', 'mine');
    writeFileSync(KUBECONFIG, other);
  });
});

describe('without minikube', () => {
  it('says so, and what to do', async () => {
    const home = temporaryHome();
    const PATH = [...new Set([join(process.execPath, '..'), '/usr/bin', '/bin'])].join(delimiter);
    const { exit, stderr } = await pilotage(['start', 'dockercoins', '--plain', '--cluster', 'minikube'], {
      env: { ...home.env, PATH },
    });
    expect(exit).toBe(3);
    expect(stderr).toContain('there is no minikube on this machine');
    expect(stderr).toContain('pilotage doctor --cluster minikube');
    await home.remove();
  });
});
