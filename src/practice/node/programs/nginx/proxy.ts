import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ContainerNetwork } from '../program.ts';

/** Hands a request on to another server. @throws Error when that one cannot be reached */
export async function passOn(
  network: ContainerNetwork,
  target: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const connection = await network.connect(target.hostname, Number(target.port || 80));
  await new Promise<void>((resolve, reject) => {
    const asked = ask(
      {
        createConnection: () => connection,
        method: request.method,
        path: target.pathname + target.search,
        headers: { ...request.headers, host: target.host, connection: 'close' },
      },
      (answer) => {
        const { connection: _, 'transfer-encoding': __, ...headers } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, headers);
        pipeline(answer, response).then(resolve, reject);
      },
    );
    asked.on('error', reject);
    pipeline(request, asked).catch(reject);
  });
}
