import { age, ageColumn, type Cell, type Column, nameColumn } from '../tables/column.ts';
import type { DefinitionVersion, PrinterColumn } from './definition.ts';
import { readPath } from './json-path.ts';

/** The columns of a custom resource; its name and age where its definition has none. */
export function columnsOf(version: DefinitionVersion): Column[] {
  const columns = version.additionalPrinterColumns ?? [];
  return [nameColumn, ...(columns.length > 0 ? columns.map(column) : [ageColumn])];
}

function column({ name, type, format, priority, jsonPath }: PrinterColumn): Column {
  return {
    name,
    wide: (priority ?? 0) > 0,
    type: type as NonNullable<Column['type']>,
    ...(format ? { format } : {}),
    cell: (object, now) => cell(readPath(object, jsonPath) ?? [], type, now),
  };
}

function cell(values: readonly unknown[], type: string, now: number): Cell {
  const [value] = values;
  if (value === undefined || value === null) return null;
  if (type === 'date') return typeof value === 'string' ? age(value, now) : '<unknown>';
  if (type === 'integer' || type === 'number') return typeof value === 'number' ? value : null;
  if (type === 'boolean') return typeof value === 'boolean' ? value : null;
  return values.length === 1 ? text(value) : values.map(text).join(',');
}

function text(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
