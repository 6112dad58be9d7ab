/** `2026/11/21 04:25:27` */
export function stamp(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}
