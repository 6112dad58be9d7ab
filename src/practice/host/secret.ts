import { randomBytes, timingSafeEqual } from 'node:crypto';

/** What a web page cannot guess, in the path of every request. */
export function createSecret(): string {
  return randomBytes(18).toString('base64url');
}

/** Takes the same time however much of it is right. */
export function sameSecret(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
