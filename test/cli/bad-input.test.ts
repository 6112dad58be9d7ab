import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pilotage, root } from '../support/program.ts';

const broken = join(root, 'fixtures', 'lessons', 'broken');
const trace = /\n\s+at .*[:(]\d+/;

describe('a lesson that is broken', () => {
  it.each(readdirSync(broken).sort())(
    '%s: exit code 2, every fault at its place, no stack trace',
    async (name) => {
      const { exit, stdout, stderr } = await pilotage([
        'validate',
        join('fixtures', 'lessons', 'broken', name),
      ]);
      expect(exit).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).not.toMatch(trace);
      // A folder without a lesson.yaml is no lesson at all, so there is no place in it to name.
      const place = name === 'no-lesson-yaml' ? /no lesson\.yaml here/ : /^\S+\.(yaml|md):\d+:\d+: \S/;
      expect(stderr).toMatch(place);
    },
  );

  it('says what is wrong, where, and what to do', async () => {
    const { stderr } = await pilotage(['validate', 'fixtures/lessons/broken/unknown-key']);
    expect(stderr).toMatch(/lesson\.yaml:\d+:\d+: .*unknown key.*(did you mean|known keys)/is);
    expect(stderr).toContain('then try again');
  });
});

describe('a command line that is wrong', () => {
  it.each([
    [['start', 'nope'], 'There is no workshop "nope"', 'dockercoins'],
    [['start', 'dockercoins', '--lang', 'de'], '--lang must be one of', 'en, fr, zh'],
    [['start', 'dockercoins', '--cluster', 'mars'], 'no cluster "mars"', '--cluster practice'],
    [['start', 'dockercoins', '--at', 'nowhere'], 'no step "nowhere"', 'deploy-registry'],
    [
      ['start', 'dockercoins', '--at', 'start-cluster', '--cluster', 'context:x'],
      'not for a cluster like this one',
      'deploy-registry',
    ],
    [['validate', '/no/such/folder'], '/no/such/folder', 'lesson.yaml'],
    [['validate', '--report', 'pdf'], 'no report "pdf"', 'junit'],
    [['validate', '--report', 'json', '--report', 'junit'], 'Only one report', '=FILE'],
    [['reset', 'nope'], 'No run of "nope"', 'pilotage status'],
    [['frobnicate'], 'frobnicate', '--help'],
    [['start', '--frobnicate'], '--frobnicate', '--help'],
  ])('%j: exit code 2, what is wrong and what to do', async (args, problem, advice) => {
    const { exit, stdout, stderr } = await pilotage(args, { env: { PILOTAGE_HOME: '/nonexistent/home' } });
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(problem);
    expect(stderr).toContain(advice);
    expect(stderr).not.toMatch(trace);
  });

  it('a context that is not known to be local is refused, with exit code 3, before anything is asked of it', async () => {
    const { exit, stderr } = await pilotage(
      ['validate', 'lessons/dockercoins', '--cluster', 'context:production'],
      {
        env: { KUBECONFIG: join(root, 'fixtures', 'kubeconfigs', 'production.yaml') },
      },
    );
    expect(exit).toBe(3);
    expect(stderr).toContain('production');
    expect(stderr).not.toMatch(trace);
  });
});

describe('what is not a terminal', () => {
  it('gets help instead of the menu', async () => {
    const { exit, stdout } = await pilotage([]);
    expect(exit).toBe(0);
    expect(stdout).toContain('Usage: pilotage');
  });

  it.each([[['--help']], [['help']], [['start', '--help']], [['validate', '--help']]])(
    '%j: help on standard output',
    async (args) => {
      const { exit, stdout } = await pilotage(args);
      expect(exit).toBe(0);
      expect(stdout).toContain('Usage:');
    },
  );

  it('learns the version', async () => {
    expect(await pilotage(['--version'])).toEqual({
      exit: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });
});
