import { Tabwriter } from '../../common/tabwriter.ts';

/** Rows under a heading, laid out as docker's lists are. */
export function table(rows: readonly (readonly string[])[]): string {
  const text = rows.map((row) => `${row.join('\t')}\n`).join('');
  return new Tabwriter({ minWidth: 10, padding: 3 }).format(text);
}
