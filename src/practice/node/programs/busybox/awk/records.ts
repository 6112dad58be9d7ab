import { Readable } from 'node:stream';
import { inputs, plainly } from '../applet.ts';
import { createReader } from './inputs.ts';
import { expandEscapes } from './lexer.ts';
import { arrayOf, cellOf, getVariable, type Machine, setVariable, textOf } from './machine.ts';
import { fromInput, toNumber } from './values.ts';

export interface Records {
  /** Undefined after the last. Counts them. */
  next(): Promise<string | undefined>;
  skipFile(): void;
  close(): void;
  readonly hasFailed: boolean;
}

/** The records of the files that ARGV names when they are needed, or of standard input. */
export function createRecords(machine: Machine): Records {
  let reader: ReturnType<typeof createReader> | undefined;
  let index = 1;
  let hasOpened = false;
  let hasFailed = false;
  const open = () => {
    const args = arrayOf(cellOf(machine, 'ARGV'));
    for (; index < toNumber(getVariable(machine, 'ARGC')); index += 1) {
      const name = textOf(machine, args.get(String(index)));
      if (/^[A-Za-z_]\w*=/.test(name)) applySetting(machine, name);
      else if (name !== '') {
        index += 1;
        return openNamed(name);
      }
    }
    return hasOpened ? undefined : openNamed('-');
  };
  const openNamed = (name: string) => {
    hasOpened = true;
    const complain = (message: string) => {
      hasFailed = true;
      return machine.call.complain(message);
    };
    const [found] = inputs({ ...machine.call, complain }, [name], plainly);
    setVariable(machine, 'FILENAME', name === '-' ? '' : name);
    setVariable(machine, 'FNR', 0);
    return found ? createReader(found.stream) : createReader(Readable.from([]));
  };
  return {
    async next() {
      for (;;) {
        reader ??= open();
        const record = await reader?.next(textOf(machine, getVariable(machine, 'RS')));
        if (record !== undefined) {
          for (const name of ['NR', 'FNR'])
            setVariable(machine, name, toNumber(getVariable(machine, name)) + 1);
          return record;
        }
        if (!reader) return undefined;
        reader.close();
        reader = undefined;
      }
    },
    skipFile() {
      reader?.close();
      reader = undefined;
    },
    close: () => reader?.close(),
    get hasFailed() {
      return hasFailed;
    },
  };
}

/** `NAME=value`, of -v or among the files. */
export function applySetting(machine: Machine, setting: string): void {
  const [name = '', ...value] = setting.split('=');
  setVariable(machine, name, fromInput(expandEscapes(value.join('='))));
}
