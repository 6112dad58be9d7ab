/** What compose says of its work: a line for each change, or in a terminal one line a thing, which changes. */
export interface Progress {
  /** `Container shop-web-1`, `Starting` and at the end `Started`. @throws what the work throws */
  during<T>(what: string, begins: string, ends: string, work: () => Promise<T>): Promise<T>;
  say(what: string, status: string): void;
  /** Nothing more comes; what is printed next stands below. */
  end(): void;
}

export interface ProgressOptions {
  write: (text: string) => void;
  terminal: boolean;
  quiet: boolean;
  title: string;
}

export function createProgress({ write, terminal, quiet, title }: ProgressOptions): Progress {
  if (quiet) return plain(() => undefined);
  return terminal ? table(write, title) : plain(write);
}

function plain(write: (text: string) => void): Progress {
  const say = (what: string, status: string) => write(` ${what}  ${status}\n`);
  return withDuring({ say, end: () => undefined });
}

interface Row {
  what: string;
  status: string;
  state: 'working' | 'done' | 'failed';
  began: number;
  seconds: number;
}

const marks = {
  working: '\u001b[33m⠿\u001b[0m',
  done: '\u001b[32m✔\u001b[0m',
  failed: '\u001b[31m✘\u001b[0m',
};

function table(write: (text: string) => void, title: string): Progress {
  const rows = new Map<string, Row>();
  let height = 0;
  const draw = () => {
    const all = [...rows.values()];
    const done = all.filter(({ state }) => state !== 'working').length;
    const width = Math.max(...all.map(({ what }) => what.length));
    const statusWidth = Math.max(...all.map(({ status }) => status.length));
    const lines = all.map(
      ({ what, status, state, seconds }) =>
        ` ${marks[state]} ${what.padEnd(width)}  ${status.padEnd(statusWidth)} ${`${seconds.toFixed(1)}s`.padStart(8)}`,
    );
    const head = `[+] ${title} ${done}/${all.length}`;
    const up = height > 0 ? `\u001b[${height}A` : '';
    write(`${up}${[head, ...lines].map((line) => `\r\u001b[2K${line}\n`).join('')}`);
    height = lines.length + 1;
  };
  const say = (what: string, status: string) => {
    const now = performance.now();
    const row = rows.get(what) ?? { what, status, state: 'working', began: now, seconds: 0 };
    const isOver = /(ed|ning|thy|Error.*)$/.test(status) && !/ing$/.test(status);
    const isRunning = status === 'Running';
    row.status = status;
    row.state = status.startsWith('Error') ? 'failed' : isOver || isRunning ? 'done' : 'working';
    row.seconds = (now - row.began) / 1000;
    rows.set(what, row);
    draw();
  };
  return withDuring({
    say,
    end() {
      rows.clear();
      height = 0;
    },
  });
}

function withDuring(progress: Pick<Progress, 'say' | 'end'>): Progress {
  return {
    ...progress,
    async during(what, begins, ends, work) {
      progress.say(what, begins);
      const result = await work();
      progress.say(what, ends);
      return result;
    },
  };
}
