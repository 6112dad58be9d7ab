export function decodeProtobuf(_bytes: Buffer): unknown {
  return undefined;
}
