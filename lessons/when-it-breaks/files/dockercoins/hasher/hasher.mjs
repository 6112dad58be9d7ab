// hasher: POST it some bytes, and it answers with their SHA-256, in hexadecimal, after a tenth of a second.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { hostname } from 'node:os';

const port = Number(process.env.PORT ?? 80);
const delay = 100; // milliseconds that a hash takes

// Unlike rng, it takes any number of requests at once: while one waits, others are served.
const server = createServer(async (request, response) => {
  if (request.url !== '/') {
    send(request, response, 404, 'There is only /\n');
  } else if (request.method === 'GET') {
    send(request, response, 200, `HASHER running on ${hostname()}\n`);
  } else if (request.method === 'POST') {
    const hash = createHash('sha256');
    try {
      for await (const bytes of request) hash.update(bytes);
    } catch {
      return; // the client went away before it had sent everything
    }
    await new Promise((resolve) => setTimeout(resolve, delay));
    send(request, response, 200, hash.digest('hex'));
  } else {
    send(request, response, 405, 'Only GET and POST\n');
  }
});

function send(request, response, status, text) {
  response.writeHead(status, { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
  console.log(`${request.method} ${request.url} ${status}`);
}

server.listen(port, () => console.log(`HASHER running on port ${port}`));

// In a container this is process 1, which only hears the signals that it asks for.
process.on('SIGTERM', () => process.exit(0));
