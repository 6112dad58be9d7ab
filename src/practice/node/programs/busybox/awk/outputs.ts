import { closeSync, openSync, writeSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { type AppletCall, Complaint, changing, reason } from '../applet.ts';
import type { Output } from './syntax.ts';

/** What a program prints to: files and commands, open until it closes them or ends. */
export interface Outputs {
  /** @throws Complaint */
  write(how: Output['how'], name: string, text: string): void;
  /** The command's exit code; 0 for a file; undefined where none was open. */
  close(name: string): Promise<number | undefined>;
  closeAll(): Promise<void>;
}

interface Open {
  write(text: string): void;
  close(): number | Promise<number>;
}

export function createOutputs(call: AppletCall): Outputs {
  const open = new Map<string, Open>();
  const { process } = call;
  const close = async (name: string) => {
    const found = open.get(name);
    open.delete(name);
    return found?.close();
  };
  return {
    write(how, name, text) {
      let to = open.get(name);
      if (!to) {
        if (how === '|') to = openCommand(call, name);
        else if (name === '/dev/stdout' || name === '-') to = { write: process.stdout, close: () => 0 };
        else if (name === '/dev/stderr') to = { write: process.stderr, close: () => 0 };
        else to = openFile(call, name, how);
        open.set(name, to);
      }
      to.write(text);
    },
    close,
    async closeAll() {
      for (const name of [...open.keys()]) await close(name);
    },
  };
}

function openFile(call: AppletCall, name: string, how: '>' | '>>'): Open {
  let file: number;
  try {
    file = openSync(changing(call, name), how === '>' ? 'w' : 'a');
  } catch (error) {
    throw new Complaint(`can't open '${name}': ${reason(error)}`);
  }
  return {
    write: (text) => void writeSync(file, text),
    close() {
      closeSync(file);
      return 0;
    },
  };
}

function openCommand({ process }: AppletCall, command: string): Open {
  const stdin = new PassThrough();
  const ended = process.spawn(['sh', '-c', command], { stdin });
  return {
    write: (text) => void stdin.write(text),
    close() {
      stdin.end();
      return ended;
    },
  };
}
