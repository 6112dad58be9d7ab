import type { Answer, Api, Call } from '../call.ts';
import { badRequest, methodNotAllowed } from '../errors.ts';
import { patch } from '../verbs/patch.ts';
import { read } from '../verbs/read.ts';
import { update } from '../verbs/update.ts';
import { bind } from './binding.ts';
import { evict } from './eviction.ts';
import { log } from './log.ts';
import { scale } from './scale.ts';
import { requestToken } from './token.ts';

type Handler = (api: Api, call: Call) => Answer | Promise<Answer>;

/** What answers for a part of an object, by the part's name. Those that take over the connection are in upgrade.ts. */
export const subresourceHandlers: Readonly<Record<string, Handler>> = {
  scale,
  status,
  log,
  eviction: evict,
  binding: bind,
  token: requestToken,
  exec: needsUpgrade,
  attach: needsUpgrade,
  portforward: needsUpgrade,
};

function needsUpgrade(): never {
  throw badRequest('Upgrade request required');
}

function status(api: Api, call: Call): Answer | Promise<Answer> {
  if (call.method === 'GET') return read(api, call);
  if (call.method === 'PUT') return update(api, call);
  if (call.method === 'PATCH') return patch(api, call);
  throw methodNotAllowed();
}
