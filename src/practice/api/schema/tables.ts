/** A field of a model: its name, its type, 1 if it is required, and what it is for. */
export type FieldRow = [name: string, type: string, required: 0 | 1, text: string];

/**
 * What a kind, or a part of one, looks like. A type is string, boolean, int32, int64, double, time, bytes,
 * quantity, intOrString, any, object, the name of another model, or one of these after `[]` (a list) or `{}` (a map).
 */
export interface Model {
  /** As OpenAPI names it: `io.k8s.api.apps.v1.Deployment`. */
  name: string;
  text: string;
  fields: FieldRow[];
}

export type Models = Record<string, Model>;

/** A field on the wire: `inline` ones are part of the message around them in JSON. */
export type MessageRow = [
  number: number,
  name: string,
  shape: 'one' | 'list' | 'map' | 'inline',
  type: string,
];

/** Protobuf messages by their full names. */
export type Messages = Record<string, MessageRow[]>;

/** The models of the built-in kinds. Loaded on demand: most commands need none of them. */
export async function loadModels(): Promise<Models> {
  models ??= import('./models.json', { with: { type: 'json' } }).then(
    (file) => file.default as unknown as Models,
  );
  return models;
}

export async function loadMessages(): Promise<Messages> {
  messages ??= import('./messages.json', { with: { type: 'json' } }).then(
    (file) => file.default as unknown as Messages,
  );
  return messages;
}

let models: Promise<Models> | undefined;
let messages: Promise<Messages> | undefined;
