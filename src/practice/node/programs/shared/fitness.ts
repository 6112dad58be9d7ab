/** Thrown for a program that a thread cannot share: nothing of it has run yet. */
export class Unfit extends Error {}

const words = [
  ...['Atomics', 'BroadcastChannel', 'createRequire', 'EventSource', 'fetch', 'MessageChannel', 'openAsBlob'],
  ...['opendir', 'registerHooks', 'SharedArrayBuffer', 'subtle', 'unwatchFile', 'watch', 'watchFile'],
  ...['WebAssembly', 'WebSocket', 'Worker', 'navigator', 'localStorage', 'getBuiltinModule', 'loadEnvFile'],
];

/**
 * What only a thread of its own can give: what stops all of the thread, what is kept for the whole of it, what keeps it
 * alive unseen, and changes to Node's own modules.
 */
const beyond = [
  new RegExp(`\\b(?:${words.join('|')})\\b`),
  /\bimport\s*\(/,
  /\bopen\s*\(/,
  /\bprocess\s*\.\s*(?:stdin|binding|dlopen|mainModule|report|setUncaughtExceptionCaptureCallback)\b/,
  /\b(?:buffer|crypto|dns|EventEmitter|events|fs|http|net|os|path|Server|Socket|Stream|url|util)(?:\.\w+)*\.\w+\s*=(?![=>])/,
];

/** @throws Unfit */
export function checkFitness(source: string): void {
  for (const pattern of beyond) {
    const found = pattern.exec(source);
    if (found) throw new Unfit(found[0]);
  }
}
