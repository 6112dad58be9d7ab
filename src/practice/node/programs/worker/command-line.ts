/** What `node ARGS` asks for. */
export interface NodeCommand {
  script?: string;
  /** `-e`, `-p` */
  code?: string;
  print: boolean;
  /** `-r`, `--import` */
  preload: string[];
  /** What is left for the script. */
  args: string[];
  version: boolean;
  /** `--env-file` */
  envFiles: string[];
}

/** Options of node that take their value from the next word. */
const withValue = new Set(['-C', '--conditions', '--input-type', '--title', '--watch-path']);

export function parseNodeCommand(words: readonly string[]): NodeCommand {
  const command: NodeCommand = { print: false, preload: [], args: [], version: false, envFiles: [] };
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--') {
      Object.assign(command, scriptOf(left));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      if (command.code === undefined) Object.assign(command, scriptOf([word, ...left]));
      else command.args = [word, ...left];
      break;
    }
    if (word === '-v' || word === '--version') command.version = true;
    else if (['-e', '--eval', '-p', '--print', '-pe'].includes(word)) {
      command.code = left.shift() ?? '';
      command.print = word.includes('p');
    } else if (['-r', '--require', '--import'].includes(word)) command.preload.push(left.shift() ?? '');
    else if (/^--(require|import)=/.test(word)) command.preload.push(word.slice(word.indexOf('=') + 1));
    else if (/^--env-file(-if-exists)?(=|$)/.test(word))
      command.envFiles.push(word.includes('=') ? word.slice(word.indexOf('=') + 1) : (left.shift() ?? ''));
    else if (withValue.has(word)) left.shift();
  }
  return command;
}

function scriptOf([script, ...args]: readonly string[]): Partial<NodeCommand> {
  return script === undefined || script === '-' ? { args } : { script, args };
}
