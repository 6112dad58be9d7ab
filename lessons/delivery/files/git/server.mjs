// `node git/server.mjs`: serves the bare repositories of this folder over HTTP, on this machine alone, to whoever knows
// the password. `git upload-pack` answers who fetches and `git receive-pack` who pushes; this takes in what they are sent,
// and hands out what they say.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

// The address, with the user and the password in it: a server that is started again keeps all three.
const file = 'git/login';
const read = () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
const known = read();
const { port = 0, password = randomBytes(12).toString('hex') } = known ? new URL(known) : {};
const expected = `Basic ${Buffer.from(`learner:${password}`).toString('base64')}`;

const repositories = () => readdirSync('.').filter((name) => name.endsWith('.git'));
// Git's lines begin with their length, in four hexadecimal digits.
const packet = (line) => (line.length + 4).toString(16).padStart(4, '0') + line;

const server = createServer((request, response) => {
  const { method, url, headers } = request;
  const begin = (status, more) => {
    console.log(status, method, url);
    response.writeHead(status, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-cache', ...more });
    return response;
  };
  if (headers.authorization !== expected)
    return begin(401, { 'WWW-Authenticate': 'Basic realm="Git"' }).end('who are you?\n');
  if (url === '/') return begin(200).end(`${repositories().join('\n')}\n`);

  // Git asks first what there is (info/refs), and then fetches or sends what is missing.
  const [, name, service] = /^\/([^/]+)\/(?:info\/refs\?service=)?git-(upload-pack|receive-pack)$/.exec(url) ?? [];
  if (!service || !repositories().includes(name)) return begin(404).end(`nothing at ${url}\n`);
  const asks = method === 'GET';
  const git = spawn('git', [service, '--stateless-rpc', ...(asks ? ['--advertise-refs'] : []), name], {
    env: { ...process.env, GIT_PROTOCOL: headers['git-protocol'] ?? '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  git.on('error', ({ message }) => {
    console.log(message);
    response.destroy();
  });
  begin(200, { 'Content-Type': `application/x-git-${service}-${asks ? 'advertisement' : 'result'}` });
  if (asks) response.write(`${packet(`# service=git-${service}\n`)}0000`);
  const unpack = headers['content-encoding'] === 'gzip' ? [createGunzip()] : [];
  pipeline(request, ...unpack, git.stdin, () => {});
  git.stdout.pipe(response);
});

server.on('error', ({ message }) => {
  console.log(message);
  process.exit(1);
});
server.listen(Number(port), '127.0.0.1', () => {
  const login = `http://learner:${password}@127.0.0.1:${server.address().port}\n`;
  if (login !== known) writeFileSync(file, login, { mode: 0o600 });
  // Where the file is gone, or another's, nobody knows the password of this one any more.
  setInterval(() => read() === login || process.exit(), 500);
});
