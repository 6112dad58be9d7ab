import type { IncomingMessage } from 'node:http';
import { ApiError } from '../../errors.ts';
import { badRequest } from '../errors.ts';

/** As etcd's and the API server's limit: 3 MiB. */
const limit = 3 * 1024 * 1024;

/** @throws ApiError 413 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): ApiError {
  return new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`);
}

/** A JSON tree from a body, by its content type. @throws ApiError 400, 415 */
export async function decodeBody(bytes: Buffer, contentType: string): Promise<unknown> {
  if (bytes.length === 0) return undefined;
  const type = contentType.split(';', 1)[0]?.trim() ?? '';
  if (type === 'application/vnd.kubernetes.protobuf') {
    const { decodeProtobuf } = await import('./protobuf.ts');
    return decodeProtobuf(bytes);
  }
  if (type === '' || type.endsWith('json')) return parseJson(bytes.toString('utf8'));
  if (type.endsWith('yaml')) {
    const { load } = await import('js-yaml');
    try {
      return load(bytes.toString('utf8'));
    } catch (error) {
      throw badRequest(`error decoding YAML: ${(error as Error).message}`);
    }
  }
  const known = 'application/json, application/yaml, application/vnd.kubernetes.protobuf';
  throw new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${known}`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(`error decoding JSON: ${(error as Error).message}`);
  }
}
