/**
 * Commands that ask the engine for something and print it, and need nothing else of the process that they were typed in:
 * neither its folder and environment nor its standard input. The host of the practice cluster can run them itself.
 */
export const atOnce = [
  ...['history', 'images', 'info', 'inspect', 'port', 'ps', 'rmi', 'tag', 'version'],
  ...['image history', 'image inspect', 'image list', 'image ls', 'image remove', 'image rm', 'image tag'],
  ...['container inspect', 'container list', 'container ls', 'container port', 'container ps'],
  ...['network inspect', 'network list', 'network ls', 'volume inspect', 'volume list', 'volume ls'],
] as const;

/** Those that do so as well, but for a terminal, which they show their progress on. */
export const unlessTerminal = ['pull', 'push', 'image pull', 'image push'] as const;
