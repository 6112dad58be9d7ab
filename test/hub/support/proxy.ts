import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface Way {
  /** What is lost of each request, by its number. */
  readonly loses?: (number: number) => 'request' | 'answer' | undefined;
  /** The path that it has the server below, and takes away; nothing else is there. */
  readonly folder?: string;
  /** Milliseconds of silence after which it closes a connection. */
  readonly idle?: number;
}

/** Something between a learner, or a browser, and a server: a bad network, or a proxy, which holds nothing back. */
export async function proxyBefore(
  url: string,
  { loses = () => undefined, folder = '', idle = 0 }: Way,
): Promise<string> {
  let number = 0;
  const proxy = createServer((incoming, outgoing) => {
    const { method, headers, url: path = '' } = incoming;
    const lost = loses(number++);
    if (lost === 'request') return void incoming.socket.destroy();
    if (!path.startsWith(`${folder}/`)) return void outgoing.writeHead(404).end('nothing is here');
    const said = {
      'X-Forwarded-For': incoming.socket.remoteAddress,
      'X-Forwarded-Host': headers.host,
      'X-Forwarded-Prefix': folder,
    };
    const forwarded = request(
      url + path.slice(folder.length),
      { method, headers: { ...headers, ...said } },
      (answer) => {
        if (lost === 'answer') return void incoming.socket.destroy();
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        outgoing.on('close', () => answer.destroy());
      },
    );
    forwarded.on('error', () => incoming.socket.destroy());
    incoming.pipe(forwarded);
  });
  proxy.setTimeout(idle);
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}
