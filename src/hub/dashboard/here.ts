const invitation = /j\/([\w-]+)$/;

/** The join code, where this page is an invitation. */
export const codeHere: string | undefined = invitation.exec(location.pathname)?.[1];

/** Where the room is: the folder of its page, which a proxy may have put anywhere. */
const home = new URL(location.origin + location.pathname.replace(invitation, ''));

/** The address of one of the room's paths. */
export function urlOf(path: string): string {
  return new URL(path.slice(1), home).href;
}

/** What learners open, or type after `pilotage join`. */
export function invitationUrl(code: string): string {
  return urlOf(`/j/${code}`);
}
