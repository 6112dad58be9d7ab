import { PassThrough, type Readable } from 'node:stream';

export interface TerminalSize {
  columns: number;
  rows: number;
}

/** A terminal as Linux has it in its usual mode: it echoes, edits a line, and turns Ctrl-C into a signal. */
export interface Terminal {
  /** Whole lines; undefined where nobody types. */
  readonly stdin: Readable | undefined;
  write(data: string | Uint8Array): void;
  /** Until the call that it returns, Ctrl-C is for `listener`. */
  onInterrupt(listener: () => void): () => void;
  /** Undefined until the client has told it. */
  readonly size: TerminalSize | undefined;
  setSize(size: TerminalSize): void;
}

const controlC = '\x03';
const controlD = '\x04';
const controlL = '\x0c';
const controlU = '\x15';

export function createTerminal(
  input: Readable | undefined,
  output: (data: string | Uint8Array) => void,
  interrupt: () => void,
): Terminal {
  const listeners = [interrupt];
  let size: TerminalSize | undefined;
  const write = (data: string | Uint8Array) => {
    const text = typeof data === 'string' ? data : Buffer.from(data).toString('latin1');
    const ended = text.replace(/\r?\n/g, '\r\n');
    output(typeof data === 'string' ? ended : Buffer.from(ended, 'latin1'));
  };
  const stdin = input && new PassThrough();
  if (input && stdin) {
    const edit = createLineEditor(output, {
      line: (line) => stdin.write(line),
      end: () => stdin.end(),
      interrupt() {
        // What was typed ahead is not for whatever comes next.
        while (stdin.read() !== null);
        listeners.at(-1)?.();
      },
    });
    input.on('data', (data: Buffer) => edit(data.toString()));
    input.once('end', () => stdin.end());
    input.once('close', () => stdin.end());
  }
  return {
    stdin,
    write,
    onInterrupt(listener) {
      listeners.push(listener);
      return () => {
        const place = listeners.lastIndexOf(listener);
        if (place >= 0) listeners.splice(place, 1);
      };
    },
    get size() {
      return size;
    },
    setSize(told) {
      size = told;
    },
  };
}

interface Typed {
  line(text: string): void;
  end(): void;
  interrupt(): void;
}

/** Takes what is typed, key by key; shows the line that it makes. */
function createLineEditor(
  echo: (text: string) => void,
  { line, end, interrupt }: Typed,
): (text: string) => void {
  const history: string[] = [];
  let place = 0;
  let text = '';
  const replace = (next: string) => {
    echo(`${'\b \b'.repeat([...text].length)}${next}`);
    text = next;
  };
  const recall = (step: number) => {
    place = Math.min(Math.max(place + step, 0), history.length);
    replace(history[place] ?? '');
  };
  const keys: Record<string, () => void> = {
    '\r': enter,
    '\n': enter,
    '\x7f': () => replace([...text].slice(0, -1).join('')),
    '\b': () => replace([...text].slice(0, -1).join('')),
    [controlU]: () => replace(''),
    [controlL]: () => echo(`\x1b[H\x1b[J${text}`),
    '\x1b[A': () => recall(-1),
    '\x1b[B': () => recall(1),
    [controlC]: () => {
      echo('^C\r\n');
      text = '';
      place = history.length;
      interrupt();
    },
    [controlD]: () => {
      if (text === '') end();
    },
  };
  function enter(): void {
    echo('\r\n');
    if (text !== '' && history.at(-1) !== text) history.push(text);
    place = history.length;
    line(`${text}\n`);
    text = '';
  }
  return (typed) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: keys are control characters
    for (const key of typed.match(/\x1b\[[A-Z~0-9;]*[A-Za-z~]|[\s\S]/gu) ?? []) {
      const known = keys[key];
      if (known) known();
      else if (key >= ' ' || key === '\t') {
        text += key;
        echo(key);
      }
    }
  };
}
