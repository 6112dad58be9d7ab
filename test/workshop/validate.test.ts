import { readFileSync, rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { folderWithout, pilotage } from '../support/program.ts';
import { editedLesson, removeEdited } from './edited-lesson.ts';

interface Report {
  lessons: {
    id: string;
    cluster: string;
    status: string;
    ms: number;
    steps: {
      id: string;
      status: string;
      ms: number;
      reason?: string;
      checks: { kind: string; verdict: string; reason?: string }[];
    }[];
  }[];
  passed: number;
  failed: number;
  skipped: number;
}

const minute = 60_000;

async function validate(dir: string, env: Record<string, string | undefined> = {}) {
  const outcome = await pilotage(['validate', dir, '--cluster', 'practice', '--report', 'json'], { env });
  return { ...outcome, report: JSON.parse(outcome.stdout) as Report };
}

afterAll(removeEdited);

describe('on the practice cluster', () => {
  it(
    'DockerCoins is done, step by step, with nothing but the report on standard output',
    async () => {
      const { exit, report } = await validate('lessons/dockercoins');
      const [lesson] = report.lessons;
      expect(lesson).toMatchObject({ id: 'dockercoins', cluster: 'practice', status: 'passed' });
      expect(lesson?.steps.filter(({ status }) => status !== 'done')).toEqual([]);
      expect(
        lesson?.steps.flatMap(({ checks }) => checks).filter(({ verdict }) => verdict !== 'green'),
      ).toEqual([]);
      expect(lesson?.steps.length).toBeGreaterThanOrEqual(20);
      expect(report).toMatchObject({ passed: lesson?.steps.length, failed: 0, skipped: 0 });
      expect(exit).toBe(0);
    },
    4 * minute,
  );

  it.each(['dockercoins', 'first-steps', 'chat-gateway', 'authoring'])(
    '%s is done on a machine that has no kubectl, docker, minikube or curl',
    async (id) => {
      const path = folderWithout(['kubectl', 'docker', 'minikube', 'curl', 'docker-compose']);
      try {
        const { exit, report } = await validate(`lessons/${id}`, { PATH: path });
        expect(report.lessons[0]?.steps.filter(({ status }) => status !== 'done')).toEqual([]);
        expect(exit).toBe(0);
      } finally {
        rmSync(path, { recursive: true });
      }
    },
    4 * minute,
  );
});

describe('continuous delivery on the practice cluster', () => {
  it(
    'takes a commit from a push to its door, on a machine that has git and openssl and none of the other programs',
    async () => {
      const path = folderWithout(['kubectl', 'docker', 'minikube', 'curl', 'docker-compose', 'node']);
      try {
        // What is before this step is needed for it, and what is after it takes as long again.
        const args = [
          'validate',
          'lessons/delivery',
          '--steps',
          'first-push..first-push',
          '--report',
          'json',
        ];
        const { exit, stdout } = await pilotage(args, { env: { PATH: path } });
        const { lessons } = JSON.parse(stdout) as Report;
        const done = lessons[0]?.steps.filter(({ status }) => status === 'done').map(({ id }) => id);
        expect(done).toContain('first-push');
        expect(exit).toBe(0);
      } finally {
        rmSync(path, { recursive: true });
      }
    },
    4 * minute,
  );
});

describe('the drills on the practice cluster', () => {
  it(
    'are broken and mended by what ships with them',
    async () => {
      // Each of the others takes as long again, and the scripts are the same.
      const args = ['validate', 'lessons/when-it-breaks', '--steps', 'break-1..mend-1', '--report', 'json'];
      const { exit, stdout } = await pilotage(args);
      const { lessons } = JSON.parse(stdout) as Report;
      const done = lessons[0]?.steps.filter(({ status }) => status === 'done').map(({ id }) => id);
      expect(done).toEqual(expect.arrayContaining(['break-1', 'mend-1']));
      expect(exit).toBe(0);
    },
    4 * minute,
  );
});

describe('DockerCoins, broken', () => {
  it.each([
    {
      what: 'an image that does not exist',
      from: 'kubectl create deployment registry --image=registry:2',
      to: 'kubectl create deployment registry --image=registri:2',
      step: 'deploy-registry',
      reason: /registry.*(ErrImagePull|ImagePullBackOff).*registri:2/s,
    },
    {
      what: 'an image that was never pushed',
      from: '--image=$REGISTRY/$SERVICE:$TAG',
      to: '--image=$REGISTRY/$SERVICE:v0.2',
      step: 'deploy-services',
      reason: /v0\.2/,
    },
    {
      what: 'a wrong port',
      from: 'kubectl expose deployment rng --port=80',
      to: 'kubectl expose deployment rng --port=81',
      step: 'expose-rng-and-hasher',
      reason: /service rng.*81/s,
    },
    {
      what: 'a Service left out',
      from: 'kubectl expose deployment hasher --port=80\n',
      to: 'true\n',
      step: 'expose-rng-and-hasher',
      reason: /service hasher/s,
    },
    {
      what: 'a command that does not exist',
      from: 'kubectl scale deployment rng --replicas=5',
      to: 'kubectl scael deployment rng --replicas=5',
      step: 'scale-rng',
      reason: /exit|unknown command/,
    },
  ])(
    '$what fails at $step, with the reason',
    async ({ from, to, step, reason }) => {
      const { exit, report } = await validate(editedLesson(from, to));
      const steps = report.lessons[0]?.steps ?? [];
      const failed = steps.filter(({ status }) => status === 'failed');
      expect(failed.map(({ id }) => id)).toEqual([step]);
      expect(failed[0]?.reason).toMatch(reason);
      const after = steps.slice(steps.findIndex(({ id }) => id === step) + 1);
      expect(after.every(({ status }) => status === 'skipped')).toBe(true);
      expect(report.failed).toBe(1);
      expect(exit).toBe(1);
    },
    4 * minute,
  );
});

describe('reports', () => {
  it(
    'go to a file as JUnit, while the text goes to standard output',
    async () => {
      const dir = editedLesson('kubectl create deployment registry --image=registry:2', 'exit 3');
      const file = `${dir}/junit.xml`;
      const { exit, stdout } = await pilotage([
        'validate',
        dir,
        '--report',
        'text',
        '--report',
        `junit=${file}`,
      ]);
      expect(exit).toBe(1);
      expect(stdout).toMatch(/✗ deploy-registry/);
      const xml = readFileSync(file, 'utf8');
      expect(xml).toMatch(/^<\?xml/);
      expect(xml).toMatch(/<testsuite name="dockercoins" tests="\d+" failures="1"/);
      expect(xml).toMatch(/name="deploy-registry" time="[\d.]+"><failure message="[^"]+">/);
    },
    4 * minute,
  );
});
