const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes as docker prints them, in powers of 1000: `1.98MB`, `29.5MB`, `141B`. @param digits that count */
export function humanSize(bytes: number, digits = 3): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${Number(value.toPrecision(digits))}${units[unit]}`;
}
