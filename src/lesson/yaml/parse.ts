import { constructFromEvents, type Event, parseEvents, YAMLException } from 'js-yaml';
import { errorAt, type Finding } from '../finding.ts';
import { lineText, offsetOfLine, positionAt, type Source } from '../source.ts';
import { buildTree, type YamlNode } from './tree.ts';

export interface ParsedYaml {
  readonly value: unknown;
  /** Where everything of `value` is written. */
  readonly root: YamlNode;
}

/** Parses one document; `parsed` is missing where no value could be made of it, and findings then say why. */
export function parseYaml(source: Source): { parsed?: ParsedYaml; findings: Finding[] } {
  let events: Event[];
  try {
    events = parseEvents(source.text, {});
  } catch (error) {
    return { findings: [syntaxFinding(source, error)] };
  }
  const { root, findings, broken } = buildTree(events, source);
  if (!root) {
    return { findings: [errorAt(source, 0, 'yaml', 'there is nothing in this file', 'start it with `id:`')] };
  }
  if (broken) return { findings };
  try {
    // Duplicate keys are in `findings` already, all of them; js-yaml would stop at the first.
    const [value] = constructFromEvents(events, { source: source.text, json: true });
    return { parsed: { value, root }, findings };
  } catch (error) {
    return { findings: [...findings, syntaxFinding(source, error)] };
  }
}

function syntaxFinding(source: Source, error: unknown): Finding {
  const reason = error instanceof YAMLException ? error.reason : 'it cannot be parsed';
  const offset = error instanceof YAMLException ? (error.mark?.position ?? 0) : 0;
  const { line } = positionAt(source, offset);
  const tab = tabInIndentation(source, line);
  if (tab !== undefined) {
    return errorAt(source, tab, 'yaml', 'a tab in the indentation', 'indent with spaces');
  }
  return errorAt(source, offset, 'yaml', `not valid YAML: ${reason}`, adviceFor(source, offset, reason));
}

/** Only the line of the error and the one before: js-yaml may notice a tab once it is past it. */
function tabInIndentation(source: Source, line: number): number | undefined {
  for (const suspect of [line, line - 1]) {
    const tab = suspect > 0 ? /^ *\t/.exec(lineText(source, suspect)) : null;
    if (tab) return offsetOfLine(source, suspect) + tab[0].length - 1;
  }
  return undefined;
}

function adviceFor(source: Source, offset: number, reason: string): string {
  const character = source.text[offset] ?? '';
  if (character === ':') return 'a value that holds ": " must be in quotes, or below a line that ends in |';
  if ('@`%&*!'.includes(character) && character !== '') {
    return `a value that starts with ${character} must be in quotes`;
  }
  if (reason === 'deficient indentation')
    return 'close the bracket or quotation mark that an earlier line opens';
  if (reason.includes('flow collection')) return 'close the bracket that is open, or put the value in quotes';
  if (reason.includes('quoted scalar')) return 'close the quotation mark that is open';
  if (reason.includes('tag')) return 'a value that starts with ! must be in quotes';
  if (/indentation|end of the stream/.test(reason))
    return 'give it the indentation of the lines it belongs with';
  return 'mend this line or the one before it';
}
