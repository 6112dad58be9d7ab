import { Tabwriter } from '../../common/tabwriter.ts';
import type { KubeObject } from '../api/objects.ts';

export interface TableColumn {
  name: string;
  type?: string;
  format?: string;
  priority?: number;
}

export interface TableRow {
  cells: unknown[];
  /** The object, or its metadata alone. */
  object?: KubeObject | null;
}

/** `meta.k8s.io/v1 Table`: the server's own view of a list. */
export interface Table {
  kind: 'Table';
  metadata?: { resourceVersion?: string; continue?: string };
  columnDefinitions?: TableColumn[];
  rows?: TableRow[] | null;
}

export interface TableOptions {
  headers: boolean;
  wide: boolean;
  namespaces: boolean;
  /** Prefix of the first column, as `pod/`; empty for none. */
  prefix: string;
  labelColumns: readonly string[];
  showLabels: boolean;
}

/** Aligns rows; what came before in a watch keeps its widths. */
export const tableWriter = (): Tabwriter => new Tabwriter({ minWidth: 6, padding: 3, rememberWidths: true });

/** The lines of a table, cells separated by tabs. */
export function tableLines(
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  options: TableOptions,
): string {
  const shown = columns.map((column) => options.wide || (column.priority ?? 0) === 0);
  const lines = rows.map((row) => rowLine(row, shown, options));
  if (options.headers) lines.unshift(headerLine(columns, shown, options));
  return lines.map((line) => `${line}\n`).join('');
}

function headerLine(
  columns: readonly TableColumn[],
  shown: readonly boolean[],
  options: TableOptions,
): string {
  const names = columns.filter((_, index) => shown[index]).map((column) => column.name.toUpperCase());
  if (options.namespaces) names.unshift('NAMESPACE');
  for (const label of options.labelColumns) names.push(label.slice(label.lastIndexOf('/') + 1).toUpperCase());
  if (options.showLabels) names.push('LABELS');
  return names.join('\t');
}

function rowLine(row: TableRow, shown: readonly boolean[], options: TableOptions): string {
  const cells = row.cells.filter((_, index) => shown[index]).map(cellText);
  if (options.prefix !== '') cells[0] = options.prefix + cells[0];
  const labels = row.object?.metadata?.labels ?? {};
  if (options.namespaces) cells.unshift(row.object?.metadata?.namespace ?? '');
  for (const label of options.labelColumns) cells.push(labels[label] ?? '');
  if (options.showLabels) cells.push(formatLabels(labels));
  return cells.join('\t');
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '<nil>';
  const text = String(cell);
  const end = text.search(/[\f\n\r]/);
  return escapeControl(end < 0 ? text : `${text.slice(0, end)}...`);
}

/** An escape sequence in an object must not reach the terminal. */
function escapeControl(text: string): string {
  return text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
}

export function formatLabels(labels: Record<string, string> | undefined): string {
  const entries = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? '<none>' : entries.map(([key, value]) => `${key}=${value}`).join(',');
}
