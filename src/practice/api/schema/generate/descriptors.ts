import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { wireFields } from '../../http/wire.ts';

/** A field of a protobuf message, as its descriptor says. */
export interface MessageField {
  name: string;
  number: number;
  /** Of descriptor.proto: 9 is string, 11 a message, … */
  type: number;
  repeated: boolean;
  /** The full name of the field's message; empty for plain values. */
  message: string;
}

export interface Message {
  name: string;
  fields: MessageField[];
  /** On the wire, a map is a list of such entries. */
  isMapEntry: boolean;
}

/** The Kubernetes messages whose descriptors a Go program (a kubectl up to 1.33) contains, by full name. */
export function messagesOf(program: string): Map<string, Message> {
  const binary = readFileSync(program);
  const messages = new Map<string, Message>();
  const magic = Buffer.from([0x1f, 0x8b, 0x08]);
  for (let start = binary.indexOf(magic); start >= 0; start = binary.indexOf(magic, start + 1)) {
    const file = inflate(binary.subarray(start, start + 512 * 1024));
    if (file?.subarray(0, 80).includes('generated.proto')) readFile(file, messages);
  }
  return messages;
}

function inflate(bytes: Buffer): Buffer | undefined {
  try {
    return gunzipSync(bytes);
  } catch {
    return undefined;
  }
}

/** FileDescriptorProto: 2 is the package, 4 a message. */
function readFile(bytes: Buffer, messages: Map<string, Message>): void {
  const fields = [...wireFields(bytes)];
  const name = String(fields.find((field) => field.number === 2)?.value ?? '');
  for (const { number, value } of fields) if (number === 4) readMessage(value as Buffer, name, messages);
}

/** DescriptorProto: 1 name, 2 field, 3 nested message, 7 options (of which 7 says that it is a map's entry). */
function readMessage(bytes: Buffer, parent: string, messages: Map<string, Message>): void {
  const parts = [...wireFields(bytes)];
  const name = `${parent}.${parts.find((part) => part.number === 1)?.value}`;
  const message: Message = { name, fields: [], isMapEntry: false };
  for (const { number, value } of parts) {
    if (number === 2) message.fields.push(readField(value as Buffer));
    if (number === 3) readMessage(value as Buffer, name, messages);
    if (number === 7)
      message.isMapEntry = [...wireFields(value as Buffer)].some((option) => option.number === 7);
  }
  messages.set(name, message);
}

/** FieldDescriptorProto: 1 name, 3 number, 4 label (3: repeated), 5 type, 6 name of the type. */
function readField(bytes: Buffer): MessageField {
  const parts = new Map([...wireFields(bytes)].map(({ number, value }) => [number, value]));
  return {
    name: String(parts.get(1)),
    number: Number(parts.get(3)),
    type: Number(parts.get(5)),
    repeated: parts.get(4) === 3n,
    message: String(parts.get(6) ?? '').replace(/^\./, ''),
  };
}
