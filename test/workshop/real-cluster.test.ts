import { describe, expect, it } from 'vitest';
import { pilotage, run } from '../support/program.ts';

const context = process.env.PILOTAGE_TEST_CONTEXT;
const why = context ? '' : ' (skipped: PILOTAGE_TEST_CONTEXT names no context of a real cluster)';

describe.skipIf(!context)(`on a real cluster${why}`, () => {
  it.each([
    ['dockercoins'],
    ['first-steps'],
    // What follows is more pushes of the same kind, each with a rollout that has to be done in time.
    ['delivery', '--steps', 'start-cluster..first-push'],
  ])('%s is done step by step, and undone afterwards', { timeout: 600_000 }, async (id, ...options) => {
    const { exit, stdout, stderr } = await pilotage([
      'validate',
      `lessons/${id}`,
      ...options,
      '--cluster',
      `context:${context}`,
      '--report',
      'json',
    ]);
    const steps = JSON.parse(stdout).lessons[0].steps as { id: string; status: string }[];
    // The cluster is there already: starting one is for the practice cluster and minikube.
    const [start, ...rest] = steps;
    expect(start).toMatchObject({ id: 'start-cluster', status: 'skipped' });
    expect(rest.filter(({ status }) => status !== 'done')).toEqual([]);
    expect(exit).toBe(0);
    expect(stderr).not.toContain('not undone');

    const left = await run('kubectl', [
      '--context',
      context ?? '',
      'get',
      'deployments,statefulsets,services,persistentvolumeclaims',
      '-o',
      'name',
    ]);
    expect(left.stdout).toBe('service/kubernetes\n');
  });
});
