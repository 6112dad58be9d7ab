import {
  appendFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatFinding } from '../../src/lesson/finding.ts';
import { lintLesson } from '../../src/lesson/lint/lint.ts';
import { rulePages } from '../../src/lesson/lint/pages.ts';
import { rules } from '../../src/lesson/lint/rules/index.ts';
import { syntaxFaults } from '../../src/shell/syntax.ts';

/** Each directory is a lesson that loads; the text beside it has every line that lint is to say of it. */
const fixtures = join(import.meta.dirname, '../../fixtures/lessons/linted');
const expectations = globSync('*.txt', { cwd: fixtures }).sort();
const saidOf = (text: string) => readFileSync(join(fixtures, text), 'utf8');

describe('lint', () => {
  it.each(expectations)('%s: every fault, with its place and what to do', async (text) => {
    const dir = join(fixtures, basename(text, '.txt'));
    const findings = await lintLesson(dir, { syntaxFaults });
    const here = `${relative(process.cwd(), dir)}/`;
    const lines = findings.map(
      (finding) =>
        `${formatFinding(finding).replace(here, '')} [${finding.rule}${finding.severity === 'warning' ? ', warning' : ''}]\n`,
    );
    expect(lines.join('')).toBe(saidOf(text));
  });

  it('has a fixture for each of its rules', () => {
    const found = new Set(
      expectations.flatMap((text) =>
        [...saidOf(text).matchAll(/\[([a-z-]+)(?:, warning)?\]$/gm)].map(([, id]) => id),
      ),
    );
    // What looks like a secret is written by the test below: a repository with it would be reported.
    expect(rules.map(({ id }) => id).filter((id) => !found.has(id))).toEqual(['secret-in-lesson']);
  });

  it('finds what gives access to something, wherever in the lesson it is', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'pilotage-secrets-'));
    try {
      cpSync(join(fixtures, 'steps'), dir, { recursive: true });
      mkdirSync(join(dir, 'files'));
      writeFileSync(
        join(dir, 'files', 'notes.txt'),
        `for example\n${['-----BEGIN', 'PRIVATE KEY-----'].join(' ')}\n`,
      );
      appendFileSync(join(dir, 'en.md'), `\nUse ${'ghp'}_${'x'.repeat(36)}.\n`);
      const findings = await lintLesson(dir, { syntaxFaults });
      const secrets = findings.filter(({ rule }) => rule === 'secret-in-lesson');
      expect(secrets.map(formatFinding).map((line) => line.slice(dir.length + 1))).toEqual([
        expect.stringMatching(/^en\.md:\d+:5: this looks like a Git forge's token \(revoke it/),
        expect.stringMatching(/^files\/notes\.txt:2:1: this looks like a private key \(revoke it/),
      ]);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('says what every rule is about, also those that keep a lesson from being loaded', () => {
    const broken = globSync('../broken/*/expected.txt', { cwd: fixtures });
    expect(broken.length).toBeGreaterThan(20);
    const ids = [...expectations, ...broken].flatMap((text) =>
      [...saidOf(text).matchAll(/\[([a-z-]+)(?:, warning)?\]$/gm)].map(([, id = '']) => id),
    );
    expect([...new Set(ids)].filter((id) => !rulePages.has(id))).toEqual([]);
  });
});
