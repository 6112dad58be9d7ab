import { readFileSync } from 'node:fs';
import { FlagError } from '../args/flags.ts';
import { DockerError } from '../errors.ts';

/** `512m`, `1g`, `1.5GiB` in bytes. @throws FlagError */
export function parseBytes(text: string, flag: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgtp]?)(?:i?b)?$/i.exec(text);
  if (!match) throw new FlagError(`invalid argument "${text}" for "${flag}" flag: invalid size: '${text}'`);
  const power = ['', 'k', 'm', 'g', 't', 'p'].indexOf((match[2] ?? '').toLowerCase());
  return Math.floor(Number(match[1]) * 1024 ** power);
}

/** `30s`, `1m30s`, `500ms` in nanoseconds. @throws FlagError */
export function parseDuration(text: string, flag: string): number {
  const units: Record<string, number> = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|ms|s|m|h)/g)];
  if (text !== '0' && (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text))
    throw new FlagError(`invalid argument "${text}" for "${flag}" flag: time: invalid duration "${text}"`);
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ''] ?? 0), 0);
}

/** `NAME=value`; NAME alone takes this environment's value, and nothing where there is none. */
export function environment(given: readonly string[], files: readonly string[]): string[] {
  const fromFiles = files.flatMap((file) =>
    readLines(file).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#')),
  );
  return [...fromFiles, ...given].flatMap((entry) => {
    if (entry.startsWith('=')) throw new DockerError(`invalid environment variable: ${entry}`);
    if (entry.includes('=')) return [entry.trimStart()];
    const value = process.env[entry];
    return value === undefined ? [] : [`${entry}=${value}`];
  });
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    throw new DockerError(`open ${file}: no such file or directory`);
  }
}

export function labels(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((one) => {
      const equals = one.indexOf('=');
      return equals < 0 ? [one, ''] : [one.slice(0, equals), one.slice(equals + 1)];
    }),
  );
}

/** `10m`, RFC 3339 or seconds since the epoch, in milliseconds since the epoch. @throws DockerError */
export function parseTime(text: string, now: number): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length > 0 && parts.map(([whole]) => whole).join('') === text)
    return now - parseDuration(text, '--since') / 1e6;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new DockerError(
      `invalid value for "since": failed to parse value as time or duration: ${JSON.stringify(text)}`,
    );
  return at;
}
