import { urlOf } from './here.ts';

const key = 'pilotage-room';

/**
 * What opens the room for this tab. It comes in the fragment of the link, which browsers send to nobody, and leaves the
 * address bar at once: that may be on a projector.
 */
export function takeToken(): string | undefined {
  const given = location.hash.slice(1);
  if (/^[\w-]+\.[\w-]+$/.test(given)) {
    sessionStorage.setItem(key, given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(key) ?? undefined;
}

/** The link by which somebody else opens the room. */
export function linkWith(token: string): string {
  return `${urlOf('/')}#${token}`;
}
