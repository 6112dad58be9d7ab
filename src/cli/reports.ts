import { UsageError } from '../base/errors.ts';

/** A report that was asked for. */
export interface WantedReport<Format extends string> {
  readonly format: Format;
  /** Undefined for standard output. */
  readonly file: string | undefined;
}

/** What `--report FORMAT[=FILE]` asks for, text where nothing does. @throws UsageError */
export function parseReports<Format extends string>(
  wanted: readonly string[],
  formats: readonly Format[],
): WantedReport<Format>[] {
  const reports = (wanted.length > 0 ? wanted : ['text']).map((word) => {
    const [name = '', ...rest] = word.split('=');
    const format = formats.find((one) => one === name);
    if (format === undefined) {
      throw new UsageError(
        `There is no report "${name}".`,
        `Say one of ${formats.join(', ')}, or FORMAT=FILE.`,
      );
    }
    return { format, file: rest.length > 0 ? rest.join('=') : undefined };
  });
  if (reports.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError(
      'Only one report can go to standard output.',
      `Give the others a file: --report ${reports[1]?.format}=FILE.`,
    );
  }
  return reports;
}
