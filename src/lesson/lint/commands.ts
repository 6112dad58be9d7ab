/** A simple command in a script: its words as they are written, quotes included. */
export interface SimpleCommand {
  readonly words: readonly string[];
  /** Where it starts in the script. */
  readonly index: number;
}

/** Words that stand before a command and are none. */
const prefixes = new Set([
  'do',
  'then',
  'else',
  'if',
  'while',
  'until',
  '!',
  '{',
  '(',
  'time',
  'exec',
  'sudo',
]);

/**
 * The simple commands of a bash script, also those in $(…), as far as one sees without running it. It is not bash's
 * grammar: it serves rules that look for well-known programs, and `bash -n` finds what is no bash.
 */
export function commandsIn(script: string): SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  let words: { text: string; index: number }[] = [];
  const end = () => {
    while (words[0] && (prefixes.has(words[0].text) || /^\w+=/.test(words[0].text))) words.shift();
    const [first] = words;
    if (first && !first.text.startsWith('#')) {
      const comment = words.findIndex(({ text }) => text.startsWith('#'));
      const kept = comment < 0 ? words : words.slice(0, comment);
      commands.push({ words: kept.map(({ text }) => text), index: first.index });
    }
    words = [];
  };
  const pattern =
    /\\\n|(?<stop>\n|;;?|&&?|\|\|?|\$\(|\(|\)|`)|(?<space>[ \t]+)|(?<word>(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|\$\{[^}]{0,500}\}|[^\s;&|()`'"\\])+)|./gs;
  for (const match of script.matchAll(pattern)) {
    const { stop, word } = match.groups ?? {};
    if (stop) end();
    else if (word) words.push({ text: word, index: match.index });
  }
  end();
  return [...commands, ...commands.flatMap(withinQuotes)];
}

/** What a double-quoted word computes is run too. */
function withinQuotes({ words, index }: SimpleCommand): SimpleCommand[] {
  return words
    .filter((word) => word.includes('"'))
    .flatMap((word) => [...word.matchAll(/\$\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g)])
    .flatMap(([, inner = '']) => commandsIn(inner).map((command) => ({ ...command, index })));
}

/** Flags that stand before a verb, and whose value is the next word. */
const withValue = new Set([
  '-C',
  '-f',
  '--file',
  '-p',
  '--profile',
  '--project-name',
  '-n',
  '--namespace',
  '--context',
  '--kubeconfig',
]);

/** The words that are no flags, and no values of flags that stand before a verb. */
export function operands({ words }: SimpleCommand): string[] {
  return words.slice(1).filter((word, index) => !word.startsWith('-') && !withValue.has(words[index] ?? ''));
}

/** A word without its quotes. */
export function unquoted(word: string): string {
  return word.replace(/^(['"])(.*)\1$/s, '$2');
}
