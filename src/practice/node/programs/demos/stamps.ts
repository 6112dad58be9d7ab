/** `2026/01/02 03:04:05`, as Go's log package begins a line. */
export function goTime(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}
