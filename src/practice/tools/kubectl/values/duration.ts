/** An age as kubectl writes it: `5s`, `3m20s`, `47h`, `3d4h`, `2y30d`. @param ms of it */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(minutes / 60);
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (hours < 192) return withRest(days, 'd', hours % 24, 'h');
  if (hours < 24 * 365 * 2) return `${days}d`;
  const years = Math.trunc(hours / 24 / 365);
  if (hours < 24 * 365 * 8) return withRest(years, 'y', days % 365, 'd');
  return `${years}y`;
}

const withRest = (whole: number, unit: string, rest: number, small: string): string =>
  rest === 0 ? `${whole}${unit}` : `${whole}${unit}${rest}${small}`;

/** How long ago a time was; `<unknown>` without one. */
export function ago(time: string | null | undefined): string {
  return time ? humanDuration(Date.now() - Date.parse(time)) : '<unknown>';
}
