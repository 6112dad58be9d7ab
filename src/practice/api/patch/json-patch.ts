import { ApiError } from '../../errors.ts';
import { copyJson, equalJson } from '../../store/json.ts';
import { notDecoded } from './not-decoded.ts';

interface Operation {
  op: string;
  path: string;
  from?: string;
  value?: unknown;
}

type Tree = Record<string, unknown>;

/** RFC 6902. @throws ApiError 400 for a malformed patch, 422 for one that does not fit the object */
export function applyJsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw notDecoded(patch, 'jsonpatch.Patch');
  const document = { root: copyJson(target) } as Tree;
  for (const operation of patch as Operation[]) applyOperation(document, operation);
  return document.root;
}

function applyOperation(document: Tree, { op, path, from, value }: Operation): void {
  switch (op) {
    case 'add':
      add(document, path, value);
      return;
    case 'remove':
      take(document, path);
      return;
    case 'replace':
      take(document, path);
      add(document, path, value);
      return;
    case 'move':
      add(document, path, take(document, from ?? ''));
      return;
    case 'copy':
      add(document, path, copyJson(get(document, from ?? '')));
      return;
    case 'test':
      if (!equalJson(get(document, path), value)) throw unfit();
      return;
    default:
      throw unfit();
  }
}

/** A real server keeps to itself what did not fit. */
function unfit(): ApiError {
  return new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

/** The container of the place that a pointer names, and its key there. */
function locate(document: Tree, pointer: string): { parent: Tree | unknown[]; key: string } {
  if (pointer !== '' && !pointer.startsWith('/')) throw unfit();
  const keys = [
    'root',
    ...pointer
      .split('/')
      .slice(1)
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')),
  ];
  const key = keys.pop() ?? '';
  let parent: unknown = document;
  for (const step of keys) parent = child(parent, step);
  if (typeof parent !== 'object' || parent === null) throw unfit();
  return { parent: parent as Tree | unknown[], key };
}

function child(parent: unknown, key: string): unknown {
  if (Array.isArray(parent)) return parent[Number(key)];
  return typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key)
    ? (parent as Tree)[key]
    : undefined;
}

function get(document: Tree, pointer: string): unknown {
  const { parent, key } = locate(document, pointer);
  const value = child(parent, key);
  if (value === undefined) throw unfit();
  return value;
}

function add(document: Tree, pointer: string, value: unknown): void {
  const { parent, key } = locate(document, pointer);
  if (!Array.isArray(parent)) {
    Object.defineProperty(parent, key, { value, writable: true, enumerable: true, configurable: true });
    return;
  }
  const index = key === '-' ? parent.length : Number(key);
  if (!Number.isInteger(index) || index < 0 || index > parent.length) throw unfit();
  parent.splice(index, 0, value);
}

function take(document: Tree, pointer: string): unknown {
  const value = get(document, pointer);
  const { parent, key } = locate(document, pointer);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return value;
}
