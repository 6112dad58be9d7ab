import { table } from './table.ts';
import { compileTemplate } from './template.ts';

/**
 * Rows as `--format` asks for them: a table (docker's own, or one of named fields), JSON, or a template a row.
 * @throws DockerError when the template cannot be used
 */
export function formatRows(
  rows: readonly Readonly<Record<string, string>>[],
  columns: readonly string[],
  headings: Readonly<Record<string, string>>,
  format: string | undefined,
): string {
  const heading = (name: string) => headings[name] ?? name.toUpperCase();
  if (format === undefined || format === '' || format === 'table') {
    return table([columns.map(heading), ...rows.map((row) => columns.map((name) => row[name] ?? ''))]);
  }
  if (format === 'json') return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const template = compileTemplate(format.replace(/^table\s+/, ''));
  const lines = rows.map((row) => `${template(row)}\n`).join('');
  if (!format.startsWith('table')) return lines;
  const names = [...format.matchAll(/\.(\w+)/g)].map(([, name = '']) => name);
  const head = template(Object.fromEntries(names.map((name) => [name, heading(name)])));
  return table([head, ...rows.map(template)].map((line) => line.split('\t')));
}
