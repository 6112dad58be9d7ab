import vm from 'node:vm';

/** What a program finds without asking for it, besides the language and what is its own. */
const shared = [
  ...['AbortController', 'AbortSignal', 'atob', 'Blob', 'btoa', 'Buffer', 'crypto', 'DOMException', 'Event'],
  ...['EventTarget', 'performance', 'queueMicrotask', 'structuredClone', 'TextDecoder', 'TextEncoder', 'URL'],
  'URLSearchParams',
] as const;

/** Kinds of things that Node makes for programs, in the thread's own realm. */
const kinds = [
  ...['Array', 'ArrayBuffer', 'DataView', 'Date', 'Error', 'Function', 'Map', 'Object', 'Promise'],
  ...['RangeError', 'ReferenceError', 'RegExp', 'Set', 'SyntaxError', 'TypeError', 'Uint8Array'],
] as const;

type Kind = (new (...args: never[]) => object) & { [Symbol.hasInstance](value: unknown): boolean };

/** Global variables and a language of a program's own: what it does to them, no other program sees. */
export function createContext(own: Readonly<Record<string, unknown>>): vm.Context {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
  const all: Record<string, unknown> = { ...own, global: context };
  for (const name of shared) all[name] = globalThis[name as keyof typeof globalThis];
  for (const [name, value] of Object.entries(all)) {
    Object.defineProperty(context, name, { value, configurable: true, writable: true, enumerable: false });
  }
  for (const name of kinds)
    acceptOuter(context[name] as Kind, globalThis[name as 'Error'] as unknown as Kind);
  return context;
}

/** An error or a buffer that comes from Node is one for `instanceof`, too. */
function acceptOuter(inner: Kind, outer: Kind): void {
  const isInstance = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(inner, Symbol.hasInstance, {
    configurable: true,
    value(this: unknown, value: unknown) {
      return isInstance.call(this, value) || (this === inner && isInstance.call(outer, value));
    },
  });
}
