/** Splits a command as a shell would, quotes and backslashes taken away. */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(/(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+/gs)) {
    words.push(
      word.replace(
        /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gs,
        (_, single, double, escaped) =>
          single ?? (double === undefined ? escaped : double.replace(/\\(["\\$`])/g, '$1')),
      ),
    );
  }
  return words;
}
