// webui: shows how fast the miners are. GET /json answers with the figures, /index.html draws them.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';

const port = Number(process.env.PORT ?? 80);
const store = new URL(process.env.REDIS_URL ?? 'redis://redis:6379');
const page = readFileSync(join(import.meta.dirname, 'index.html'));

const server = createServer(async (request, response) => {
  if (request.method !== 'GET') {
    send(response, 405, 'text/plain', 'Only GET\n');
  } else if (request.url === '/') {
    response.writeHead(302, { Location: '/index.html' }).end();
  } else if (request.url === '/index.html') {
    send(response, 200, 'text/html; charset=utf-8', page);
  } else if (request.url === '/json') {
    try {
      send(response, 200, 'application/json', JSON.stringify(await figures()));
    } catch (problem) {
      send(response, 503, 'application/json', JSON.stringify({ error: problem.message }));
    }
  } else {
    send(response, 404, 'text/plain', 'Nothing here\n');
  }
});

function send(response, status, type, body) {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

async function figures() {
  const coins = Number(await redis('HLEN', 'wallet'));
  const hashes = await redis('GET', 'hashes'); // null until a worker has counted for the first time
  return { coins, hashes, now: Date.now() / 1000 };
}

// One Redis command. It is sent as a list of strings, each after its length: *2 $3 GET $6 hashes.
// The answer is :12 (a number), $2 12 (a string), $-1 (there is none), or -ERR and why.
function redis(...command) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(store.port), store.hostname);
    const words = command.map((word) => `$${word.length}\r\n${word}\r\n`);
    socket.write(`*${words.length}\r\n${words.join('')}`);
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      answer += text;
      const lines = answer.split('\r\n');
      const kind = lines[0][0];
      const missing = lines[0] === '$-1';
      if (lines.length < (kind === '$' && !missing ? 3 : 2)) return; // more is to come
      socket.end();
      if (kind === '-') reject(new Error(`redis: ${lines[0].slice(1)}`));
      else if (kind === '$') resolve(missing ? null : lines[1]);
      else resolve(lines[0].slice(1));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('redis: the connection was closed')));
  });
}

server.listen(port, () => console.log(`WEBUI running on port ${port}`));

// In a container this is process 1, which only hears the signals that it asks for.
process.on('SIGTERM', () => process.exit(0));
