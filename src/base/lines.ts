/** The complete lines of a text file's bytes; the last one counts as cut unless a newline ends it. */
export function splitLines(text: string): { lines: string[]; cut: string } {
  const lines = text.split('\n');
  return { cut: lines.pop() ?? '', lines };
}
