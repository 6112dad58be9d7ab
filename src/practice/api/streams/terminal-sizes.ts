export interface TerminalSize {
  columns: number;
  rows: number;
}

/** Milliseconds that a command waits to be told how large its terminal is: kubectl says so at once, or never. */
const patience = 200;

/** The sizes of a client's terminal, in the JSON in which kubectl sends them. */
export interface TerminalSizes {
  receive(data: Buffer): void;
  /** Hears the latest, and every later one. */
  listen(listener: (size: TerminalSize) => void): void;
  /** Resolves when there is one, or none is to be expected. */
  first(): Promise<void>;
}

export function createTerminalSizes(): TerminalSizes {
  const listeners: ((size: TerminalSize) => void)[] = [];
  let latest: TerminalSize | undefined;
  return {
    receive(data) {
      const size = parse(data.toString('utf8'));
      if (!size) return;
      latest = size;
      for (const listener of listeners) listener(size);
    },
    listen(listener) {
      listeners.push(listener);
      if (latest) listener(latest);
    },
    first: () =>
      new Promise((resolve) => {
        if (latest) return resolve();
        setTimeout(resolve, patience);
        listeners.push(() => resolve());
      }),
  };
}

function parse(text: string): TerminalSize | undefined {
  try {
    const { Width, Height } = JSON.parse(text) as { Width: number; Height: number };
    return { columns: Number(Width), rows: Number(Height) };
  } catch {
    return undefined;
  }
}
