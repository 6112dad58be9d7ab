import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Role } from '../protocol/protocol.ts';

/** No letter or digit that is read as another one, or heard as one that it is not. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const codeLength = 6;

/** Whom a token stands for. */
export type Bearer =
  | { readonly role: Exclude<Role, 'learner'> }
  | { readonly role: 'learner'; readonly learner: string };

/**
 * The join code and all tokens of a room, made from its one secret: servers that share a room need to share nothing
 * else, its log holds nothing that opens it, and one that starts again knows the tokens that it gave out.
 */
export class RoomKeys {
  readonly #secret: string;
  readonly #room: string;

  constructor(room: string, secret: string) {
    this.#room = room;
    this.#secret = secret;
  }

  /** To be read out and typed: K7M-3QX. */
  get code(): string {
    let number = BigInt(`0x${this.#mac('join').toString('hex')}`);
    let code = '';
    for (let place = 0; place < codeLength; place++) {
      code += letters[Number(number % BigInt(letters.length))];
      number /= BigInt(letters.length);
    }
    return `${code.slice(0, 3)}-${code.slice(3)}`;
  }

  tokenOf(role: Exclude<Role, 'learner'>): string {
    return `${role}.${this.#mac(role).toString('base64url')}`;
  }

  learnerToken(learner: string): string {
    return `learner.${learner}.${this.#mac(`learner ${learner}`).toString('base64url')}`;
  }

  isCode(typed: string): boolean {
    return same(bare(typed), bare(this.code));
  }

  bearerOf(token: string): Bearer | undefined {
    const [role, learner] = token.split('.');
    if (role === 'learner' && learner !== undefined)
      return same(token, this.learnerToken(learner)) ? { role, learner } : undefined;
    if (role === 'instructor' || role === 'assistant' || role === 'projector')
      return same(token, this.tokenOf(role)) ? { role } : undefined;
    return undefined;
  }

  #mac(what: string): Buffer {
    return createHmac('sha256', this.#secret).update(`pilotage room ${this.#room}\n${what}`).digest();
  }
}

function bare(code: string): string {
  return code.toUpperCase().replace(/[^0-9A-Z]/g, '');
}

/** Takes as long whether the first character differs or the last. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
