/** What js-yaml throws. */
export type YamlError = Error & { mark?: { line: number }; reason?: string };

/** The words of Go's YAML library for what people get wrong most; its lines count from 1. */
export function yamlFault({ message, mark, reason }: YamlError, text: string): string {
  if (!mark) return message;
  const line = (number: number) => (number > 1 ? `yaml: line ${number}: ` : 'yaml: ');
  const alias = /^unidentified alias "(.*)"$/.exec(reason ?? '');
  if (alias) return `yaml: unknown anchor '${alias[1]}' referenced`;
  const tab = tabFault(text.split('\n'), mark.line);
  if (tab) return `${line(mark.line + 1)}${tab}`;
  switch (reason) {
    case 'bad indentation of a mapping entry':
      return `${line(mark.line + 1)}mapping values are not allowed in this context`;
    case 'bad indentation of a sequence entry':
      return `${line(mark.line)}did not find expected key`;
    default:
      return `${line(mark.line + 1)}${reason}`;
  }
}

/** What Go says of a line that is indented with a tab: after a value, it still expects more of that; after a key, a value. */
function tabFault(lines: readonly string[], at: number): string | undefined {
  if (!/^ *\t/.test(lines[at] ?? '')) return undefined;
  const before = lines.slice(0, at).findLast((line) => /^\s*[^\s#]/.test(line)) ?? '';
  return /[:-]\s*(#.*)?$/.test(before)
    ? 'found character that cannot start any token'
    : 'found a tab character that violates indentation';
}
