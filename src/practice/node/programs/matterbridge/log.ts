import type { ContainerProcess } from '../program.ts';

type Level = 'info' | 'warning' | 'fatal';

/** One line of matterbridge's log; `prefix` is the part of it that speaks. */
export type Log = (level: Level, prefix: string, message: string) => void;

/** Ends the program; `message` is the log's last line. */
export class Fatal extends Error {
  readonly prefix: string;

  constructor(prefix: string, message: string) {
    super(message);
    this.prefix = prefix;
  }
}

/** As logrus writes it: fields for a file, columns for a terminal. */
export function createLog({ stdout, tty, clock }: ContainerProcess): Log {
  const began = clock.now();
  return (level, prefix, message) => {
    const now = clock.now();
    const seconds = String(Math.floor((now - began) / 1000)).padStart(4, '0');
    const columns = `[${seconds}] ${level.slice(0, 5).toUpperCase().padStart(5)} ${`${prefix}:`.padEnd(13)} ${message}`;
    const time = `${new Date(now).toISOString().slice(0, 19)}Z`;
    stdout(tty ? `${columns}\n` : `time="${time}" level=${level} msg="${message}" prefix=${prefix}\n`);
  };
}
