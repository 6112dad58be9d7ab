/** A GitHub workflow command that marks a line of a file. */
export function annotation(
  level: 'error' | 'warning',
  place: { readonly file: string; readonly line: number; readonly column?: number },
  title: string,
  message: string,
): string {
  const column = place.column === undefined ? '' : `,col=${place.column}`;
  return `::${level} file=${property(place.file)},line=${place.line}${column},title=${property(title)}::${data(message)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
