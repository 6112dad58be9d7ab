/**
 * node:http and node:https. An `import` of node:http reads all of its exports, and among them are getters that load
 * Node.js' whole WebSocket and fetch: 20 of the 90 ms that `kubectl get` takes.
 */
export const http = process.getBuiltinModule('node:http');
export const https = process.getBuiltinModule('node:https');
