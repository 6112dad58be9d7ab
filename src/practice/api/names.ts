import { randomInt } from 'node:crypto';

/** Letters and digits that make no words and are not mistaken for one another, as in Kubernetes' own suffixes. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

export function randomSuffix(length = 5): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
