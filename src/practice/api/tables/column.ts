import type { KubeObject } from '../../types.ts';

/** Null where there is nothing to show. */
export type Cell = string | number | boolean | null;

/** One column of `kubectl get`. */
export interface Column<T extends KubeObject = KubeObject> {
  readonly name: string;
  /** Shown with `-o wide` alone. */
  readonly wide?: boolean;
  readonly type?: 'integer' | 'number' | 'boolean' | 'date' | 'string';
  readonly format?: string;
  readonly cell: (object: T, now: number) => Cell;
}

export const nameColumn: Column = { name: 'Name', format: 'name', cell: (object) => object.metadata.name };

export const ageColumn: Column = {
  name: 'Age',
  cell: (object, now) => age(object.metadata.creationTimestamp, now),
};

export const createdColumn: Column = {
  name: 'Created At',
  format: 'date-time',
  cell: (object) => object.metadata.creationTimestamp,
};

export const none = '<none>';

/** How long ago a time was, in kubectl's short words. */
export function age(time: string | null | undefined, now: number): string {
  return time ? humanDuration(now - Date.parse(time)) : '<unknown>';
}

/** Milliseconds as `5s`, `3m20s`, `4h`, `12d`: the longer it is, the coarser. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 10) return joined(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(minutes / 60);
  if (hours < 8) return joined(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (days < 8) return joined(days, 'd', hours % 24, 'h');
  if (days < 730) return `${days}d`;
  const years = Math.trunc(days / 365);
  return years < 8 ? joined(years, 'y', days % 365, 'd') : `${years}y`;
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}
