import type { Reply } from '../call.ts';

/**
 * A Swagger document without definitions. kubectl 1.28 and older will not create anything before they have one, in
 * protobuf; for what it does not define they ask the server to validate.
 */
export function emptyDocument(version: string, accept: string): Reply {
  const info = { title: 'Kubernetes', version };
  if (!accept.includes('protobuf')) return { code: 200, body: { swagger: '2.0', info, paths: {} } };
  const message = Buffer.concat([
    text(1, '2.0'),
    bytes(2, Buffer.concat([text(1, info.title), text(2, info.version)])),
    bytes(8, Buffer.alloc(0)),
  ]);
  return {
    code: 200,
    body: message,
    contentType: 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
  };
}

function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value));
}

/** A field of a protobuf message; its content is shorter than 128 bytes. */
function bytes(field: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(field << 3) | 2, content.length]), content]);
}
