import type { Entry } from './event-log.ts';

/** An entry whose body is text already, as both logs keep it. */
export interface Line extends Omit<Entry, 'body'> {
  readonly body: string;
}

/** Names end up in URLs, logs and PostgreSQL's text, which has no NUL. */
const name = /^[^\p{Cc}]{1,200}$/u;

/** @throws RangeError for what one of the logs could not keep; so that both refuse the same. */
export function storable({ room, source, seq, at, body }: Entry): Line {
  if (!name.test(room)) throw new RangeError(`not the name of a room: ${JSON.stringify(room)}`);
  if (!name.test(source)) throw new RangeError(`not the name of a source: ${JSON.stringify(source)}`);
  if (!Number.isSafeInteger(seq) || seq < 1) throw new RangeError(`not the number of an entry: ${seq}`);
  if (!Number.isSafeInteger(at)) throw new RangeError(`not a time in milliseconds: ${at}`);
  const text = JSON.stringify(body);
  if (text === undefined) throw new RangeError('an entry needs a body that JSON can say');
  return { room, source, seq, at, body: text };
}
