import { relative } from 'node:path';
import type { LintFinding } from '../../lesson/lint/lint.ts';
import { rulePages } from '../../lesson/lint/pages.ts';

/** SARIF 2.1.0 (OASIS), as code scanning services read it. Paths are from the working directory. */
export function lintSarif(findings: readonly LintFinding[]): string {
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'pilotage lint', rules: ids.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ rule, severity, message, fix, file, line, column }) => ({
          ruleId: rule,
          ruleIndex: ids.indexOf(rule),
          level: severity,
          message: { text: fix ? `${message} (${fix})` : message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(file) },
                region: { startLine: line, startColumn: column },
              },
            },
          ],
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf(id: string) {
  const page = rulePages.get(id);
  if (!page) return { id };
  const { what, why } = page;
  return {
    id,
    shortDescription: { text: what },
    fullDescription: { text: `${what} ${why}` },
    help: { text: why },
  };
}

function uriOf(file: string): string {
  return relative(process.cwd(), file).split(/[\\/]/).map(encodeURIComponent).join('/');
}
