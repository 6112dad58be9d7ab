import stripAnsi from 'strip-ansi';
import type { LessonResult, Results, StepResult } from './result.ts';

/** JUnit XML as common CI systems read it: a suite a lesson, a case a step. Times are in seconds. */
export function junitReport(results: Results): string {
  const total = results.passed + results.failed + results.skipped;
  const suites = results.lessons.map(suite).join('');
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<testsuites name="pilotage" tests="${total}" failures="${results.failed}" skipped="${results.skipped}">\n` +
    `${suites}</testsuites>\n`
  );
}

function suite(lesson: LessonResult): string {
  const count = (status: StepResult['status']) =>
    lesson.steps.filter((step) => step.status === status).length;
  const cases = lesson.steps.map((step) => testCase(lesson, step)).join('');
  return (
    `  <testsuite name="${xml(lesson.id)}" tests="${lesson.steps.length}" failures="${count('failed')}" ` +
    `errors="0" skipped="${count('skipped')}" time="${seconds(lesson.ms)}">\n${cases}${evidence(lesson)}  </testsuite>\n`
  );
}

function evidence(lesson: LessonResult): string {
  const text = lesson.evidence.map(({ command, lines }) => `$ ${command}\n${lines.join('\n')}\n`).join('\n');
  return text === '' ? '' : `    <system-out>${xml(text)}</system-out>\n`;
}

function testCase(lesson: LessonResult, step: StepResult): string {
  const name = `classname="${xml(lesson.id)}" name="${xml(step.id)}" time="${seconds(step.ms)}"`;
  if (step.status === 'done') return `    <testcase ${name}/>\n`;
  if (step.status === 'skipped') return `    <testcase ${name}><skipped/></testcase>\n`;
  const checks = step.checks
    .filter(({ verdict }) => verdict === 'red')
    .map(({ kind, reason }) => `${kind}: ${reason}`);
  const detail = [...checks, ...(step.output ?? [])].join('\n');
  return `    <testcase ${name}><failure message="${xml(step.reason ?? '')}">${xml(detail)}</failure></testcase>\n`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** XML 1.0 has no place at all for most control characters, escaped or not. */
function xml(text: string): string {
  return stripAnsi(text)
    .replaceAll(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
