// worker: the miner. It asks rng for random bytes and hasher for their hash, without end.
// A hash that starts with 0 is a coin. Redis keeps the coins, and counts the hashes.
import { request } from 'node:http';
import { connect } from 'node:net';

// Other programs are found by their names, and nothing else. Who turns a name into an address?
const rng = process.env.RNG_URL ?? 'http://rng';
const hasher = process.env.HASHER_URL ?? 'http://hasher';
const store = new URL(process.env.REDIS_URL ?? 'redis://redis:6379');

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const info = (text) => console.log(`INFO:__main__:${text}`);
const error = (text) => console.log(`ERROR:__main__:${text}`);

// It never gives up: after an error it waits, and begins again.
async function main() {
  for (;;) {
    try {
      await workLoop();
    } catch (problem) {
      error('In work loop:');
      console.log(problem.message || problem.code);
      error('Waiting 10s and restarting.');
      await sleep(10_000);
    }
  }
}

async function workLoop() {
  let done = 0;
  for (;;) {
    info(`${done} units of work done, updating hash counter`);
    await redis('INCRBY', 'hashes', String(done));
    done = 0;
    let secondIsOver = false;
    sleep(1000).then(() => { secondIsOver = true; });
    while (!secondIsOver) {
      await workOnce();
      done += 1;
    }
  }
}

async function workOnce() {
  await sleep(100);
  const bytes = await http('GET', `${rng}/32`);
  const hash = (await http('POST', `${hasher}/`, bytes)).toString();
  if (!hash.startsWith('0')) return;
  info(`Coin found: ${hash.slice(0, 8)}...`);
  await redis('HSET', 'wallet', hash, bytes);
}

// One HTTP request; gives the body of the answer.
function http(method, url, body) {
  return new Promise((resolve, reject) => {
    // agent: false means a new connection each time, so that a Service can send it to any of its pods.
    const asking = request(url, { method, agent: false }, async (response) => {
      try {
        const parts = await response.toArray();
        if (response.statusCode !== 200) throw new Error(`${method} ${url}: status ${response.statusCode}`);
        resolve(Buffer.concat(parts));
      } catch (problem) {
        reject(problem);
      }
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

// One Redis command. It is sent as a list of byte strings, each after its length:
// *2 $3 GET $6 hashes. The answers to INCRBY and HSET are one line: :12, or -ERR and why.
function redis(...command) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(store.port), store.hostname);
    socket.write(`*${command.length}\r\n`);
    for (const word of command) {
      socket.write(`$${Buffer.byteLength(word)}\r\n`);
      socket.write(word);
      socket.write('\r\n');
    }
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      answer += text;
      if (!answer.endsWith('\r\n')) return;
      socket.end();
      if (answer.startsWith('-')) reject(new Error(`redis: ${answer.slice(1).trim()}`));
      else resolve(answer.slice(1).trim());
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('redis: the connection was closed')));
  });
}

// In a container this is process 1, which only hears the signals that it asks for.
process.on('SIGTERM', () => process.exit(0));

main();
