/** As Node prints the same error: its one frame is inside Node, not in this thread's machinery. */
export function withNodeStack<T extends Error & { syscall?: string }>(error: T): T {
  const frame =
    error.syscall === 'connect'
      ? 'TCPConnectWrap.afterConnect [as oncomplete] (node:net:1637:16)'
      : error.syscall === 'listen'
        ? 'Server.setupListenHandle [as _listen2] (node:net:1940:16)'
        : 'GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26)';
  Object.defineProperty(error, 'stack', {
    value: `Error: ${error.message}\n    at ${frame}`,
    configurable: true,
    writable: true,
  });
  return error;
}
