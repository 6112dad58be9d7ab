import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lintLesson } from '../../src/lesson/lint/lint.ts';
import { rulePages } from '../../src/lesson/lint/pages.ts';
import { syntaxFaults } from '../../src/shell/syntax.ts';
import { pilotage, root } from '../support/program.ts';

const linted = join('fixtures', 'lessons', 'linted');
const folder = mkdtempSync(join(tmpdir(), 'pilotage-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('pilotage lint', () => {
  it('has nothing against the workshops that ship', async () => {
    const { exit, stdout, stderr } = await pilotage(['lint']);
    expect(stdout).toBe('0 errors, 0 warnings\n');
    expect(stderr).toBe('');
    expect(exit).toBe(0);
  });

  it('prints a line a finding, counts them, and fails where one is an error', async () => {
    const { exit, stdout } = await pilotage(['lint', join(linted, 'versions'), join(linted, 'steps')]);
    expect(stdout).toContain(`${linted}/versions/lesson.yaml:7:19: warning: the image nginx has no tag (`);
    expect(stdout).toContain(`${linted}/steps/lesson.yaml:5:9: error: step \`create\` runs a command`);
    expect(stdout).toMatch(/\n4 errors, 8 warnings\n$/);
    expect(exit).toBe(2);
    expect((await pilotage(['lint', join(linted, 'versions')])).exit).toBe(0);
  });

  it('says it too of a lesson that cannot be loaded', async () => {
    const { exit, stdout } = await pilotage(['lint', 'fixtures/lessons/broken/duplicate-step']);
    expect(stdout).toContain('[duplicate-step]');
    expect(exit).toBe(2);
  });

  it('reports as JSON, SARIF and annotations, each to a file or to standard output', async () => {
    const file = (name: string) => join(folder, name);
    const reports = ['json', `sarif=${file('sarif')}`, `github=${file('github')}`];
    const { stdout } = await pilotage([
      'lint',
      join(linted, 'commands'),
      ...reports.flatMap((report) => ['--report', report]),
    ]);
    const { format, findings } = JSON.parse(stdout);
    expect(format).toBe(1);
    expect(findings[0]).toEqual({
      file: join(root, linted, 'commands', 'lesson.yaml'),
      line: 7,
      column: 19,
      rule: 'curly-quote',
      severity: 'error',
      message: '\u201c in a command: the shell does not know this quotation mark',
      fix: 'write "',
      fixable: true,
    });
    const { version, runs } = JSON.parse(readFileSync(file('sarif'), 'utf8'));
    expect(version).toBe('2.1.0');
    expect(runs[0].results).toHaveLength(findings.length);
    for (const { ruleId, ruleIndex } of runs[0].results) {
      expect(runs[0].tool.driver.rules[ruleIndex].id).toBe(ruleId);
    }
    expect(runs[0].results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'fixtures/lessons/linted/commands/lesson.yaml' },
      region: { startLine: 7, startColumn: 19 },
    });
    const annotations = readFileSync(file('github'), 'utf8').trimEnd().split('\n');
    expect(annotations).toHaveLength(findings.length);
    expect(annotations[0]).toMatch(
      /^::error file=fixtures\/lessons\/linted\/commands\/lesson\.yaml,line=7,col=19,title=curly-quote::/,
    );
  });

  it('mends what needs no thought, and leaves the rest as it is', async () => {
    const lesson = join(folder, 'mended');
    for (const name of ['commands', 'languages']) {
      cpSync(join(root, linted, name), lesson, { recursive: true });
      const { stderr } = await pilotage(['lint', '--fix', lesson]);
      expect(stderr).toMatch(/^mended: .*\.(yaml|md)\n/);
      const left = await lintLesson(lesson, { syntaxFaults });
      expect(left.length).toBeGreaterThan(0);
      expect(left.filter(({ edit }) => edit)).toEqual([]);
      rmSync(lesson, { recursive: true });
    }
  });

  it('explains each of its rules, and knows what a misspelt one means', async () => {
    for (const id of ['curly-quote', 'yaml', 'shell-syntax']) {
      const { exit, stdout } = await pilotage(['lint', '--explain', id]);
      expect(stdout).toContain(`# ${id}\n\n${rulePages.get(id)?.what}\n`);
      expect(stdout).toContain('## Wrong');
      expect(exit).toBe(0);
    }
    const { exit, stderr } = await pilotage(['lint', '--explain', 'curly-quotes']);
    expect(stderr).toContain('Did you mean curly-quote?');
    expect(exit).toBe(2);
  });

  it.each([
    [['nowhere'], 'There is no file or directory'],
    [['test'], 'no lesson.yaml here'],
    [['--report', 'xml'], 'There is no report "xml".'],
    [['--report', 'json', '--report', 'text'], 'Only one report can go to standard output.'],
  ])('%j: says what is wrong with what was asked', async (args, message) => {
    const { exit, stdout, stderr } = await pilotage(['lint', ...args]);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(exit).toBe(2);
  });
});
