// rng: makes random bytes. GET /32 answers with 32 of them, after a tenth of a second.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { hostname } from 'node:os';

const port = Number(process.env.PORT ?? 80);
const delay = 100; // milliseconds that it takes to make some bytes

// One request at a time: each waits until the one before it has its answer.
// Keep that in mind for the day when you have many workers.
let last = Promise.resolve();

const server = createServer((request, response) => {
  last = last.then(() => answer(request, response));
});

async function answer(request, response) {
  const wanted = /^\/(\d{1,6})$/.exec(request.url);
  if (request.method !== 'GET') {
    send(request, response, 405, 'text/plain', 'Only GET\n');
  } else if (request.url === '/') {
    send(request, response, 200, 'text/plain', `RNG running on ${hostname()}\n`);
  } else if (wanted) {
    await new Promise((resolve) => setTimeout(resolve, delay));
    send(request, response, 200, 'application/octet-stream', randomBytes(Number(wanted[1])));
  } else {
    send(request, response, 404, 'text/plain', 'Ask for a number of bytes, such as /32\n');
  }
}

function send(request, response, status, type, body) {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
  console.log(`${request.method} ${request.url} ${status}`);
}

server.listen(port, () => console.log(`RNG running on port ${port}`));

// In a container this is process 1, which only hears the signals that it asks for.
process.on('SIGTERM', () => process.exit(0));
