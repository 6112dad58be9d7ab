import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, Api } from '../call.ts';

export async function openApi(
  _api: Api,
  _request: IncomingMessage,
  _response: ServerResponse,
  _path: string[],
): Promise<Answer> {
  return { code: 200, body: { paths: {} } };
}
