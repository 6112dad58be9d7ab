import type { IncomingMessage } from 'node:http';
import { ApiError } from '../../errors.ts';
import { badRequest } from '../errors.ts';
import { parseGoJson, parseObject, unrecognized } from './go-json.ts';

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

/** What a body is to be read as: an object of this kind, unless it is a patch. */
export interface Expected {
  method: string;
  kind: string;
}

/** A JSON tree from a body, by its content type. @throws ApiError 400, 415 */
export async function decodeBody(bytes: Buffer, contentType: string, expected: Expected): Promise<unknown> {
  const type = contentType.split(';', 1)[0]?.trim() ?? '';
  if (expected.method === 'PATCH') return decodePatch(bytes, type);
  if (bytes.length === 0 && expected.method === 'DELETE') return undefined;
  if (type === 'application/vnd.kubernetes.protobuf') {
    const { decodeProtobuf } = await import('./protobuf.ts');
    return decodeProtobuf(bytes, expected.kind);
  }
  if (type === '' || type === 'application/json') return parseObject(bytes.toString('utf8'), expected.kind);
  if (type === 'application/yaml') return parseYaml(bytes, (why) => unrecognized(expected.kind, why, bytes));
  const known = 'application/json, application/yaml, application/vnd.kubernetes.protobuf';
  throw new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${known}`,
  );
}

async function decodePatch(bytes: Buffer, type: string): Promise<unknown> {
  if (type.endsWith('yaml')) {
    const tree = await parseYaml(bytes, (why) => badRequest(`error decoding YAML: ${why}`));
    if (typeof tree === 'object' && tree !== null && !Array.isArray(tree)) return tree;
    throw badRequest('error decoding YAML: a configuration to apply must be an object');
  }
  const parsed = parseGoJson(bytes.toString('utf8'));
  if ('problem' in parsed) throw badRequest(parsed.problem);
  return parsed.value;
}

async function parseYaml(bytes: Buffer, fail: (why: string) => ApiError): Promise<unknown> {
  const { CORE_SCHEMA, load } = await import('js-yaml');
  try {
    // Times stay the texts that they are in JSON.
    return load(bytes.toString('utf8'), { schema: CORE_SCHEMA });
  } catch (error) {
    const { reason, mark } = error as { reason?: string; mark?: { line: number } };
    throw fail(`yaml: line ${(mark?.line ?? 0) + 1}: ${reason ?? (error as Error).message}`);
  }
}
