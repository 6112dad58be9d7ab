import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const main = join(import.meta.dirname, '..', '..', '..', 'src', 'practice', 'tools', 'curl', 'main.ts');
const bytes = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256));

let server: Server;
let host: string;
let folder: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await text(request);
    const { url = '', method } = request;
    if (url === '/bytes') response.end(bytes);
    else if (url === '/missing') response.writeHead(404, { 'content-type': 'text/plain' }).end('no\n');
    else if (url === '/moved') response.writeHead(302, { location: '/echo' }).end();
    else if (url === '/kept') response.writeHead(307, { location: '/echo' }).end();
    else if (url === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else if (url === '/cut') request.socket.destroy();
    else if (url === '/half') {
      response.writeHead(200, { 'content-length': '10' }).write('12345', () => request.socket.destroySoon());
    } else if (url !== '/silent')
      response.end(`${JSON.stringify([method, url, request.rawHeaders, body])}\n`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'pilotage-curl-'));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function started(program: string, args: readonly string[], input = '') {
  const child = spawn(program, args, { cwd: folder });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: code as number, stdout, stderr };
}

/** What both say, in the same words; their names and times aside. */
async function run(program: string, before: readonly string[], line: string) {
  const args = line.split(' ').map((word) => word.replaceAll('HOST', host).replaceAll('~', ' '));
  const { code, stdout, stderr } = await started(program, [...before, ...args]);
  const masked = (said: string) =>
    said
      .replace(/curl\/[\d.]+( \(pilotage\))?/g, 'curl')
      .replace(/(size|Content-Length:) \d+/g, '$1 N')
      .replace(/Date: .*/g, 'Date')
      .replace(/after \d+ ms/, 'after N ms')
      .replace(/after \d+ milliseconds/, 'after N milliseconds');
  return { code, stdout: masked(stdout.toString('latin1')), stderr: masked(stderr) };
}

const own = (line: string) => run(process.execPath, [main], line);

const found = (await started('curl', ['--version']).catch(() => undefined))?.stdout.toString() ?? '';
/** Later ones say `Could not connect to server`. */
const comparable = /^curl [78]\.(?:[0-7]\d?|8[0-8])\./.test(found) || found.startsWith('curl 7.');

describe.skipIf(!comparable)(`beside the real curl${comparable ? '' : ' (skipped: no curl 7 here)'}`, () => {
  it.concurrent.each([
    '-s HOST/echo',
    '-sS -d a=b HOST/echo',
    '-sS -d a=b -d c=d HOST/echo',
    '-sS -X PUT --data-binary x HOST/echo',
    '-sS -X POST HOST/echo',
    '-sS -X DELETE HOST/echo',
    '-sS -G -d a=b HOST/echo',
    '-sS -H X:~1 -H Accept: -H Y; HOST/echo',
    '-sS -u a:b -A me -b c=d HOST/echo',
    '-sS --data-urlencode a=b~c HOST/echo',
    '-sSI HOST/missing',
    '-sSi HOST/missing',
    '-sS HOST/missing',
    '-sSf HOST/missing',
    '-sf HOST/missing',
    '-sS --fail-with-body HOST/missing',
    '-sS HOST/moved',
    '-sSL HOST/moved',
    '-sSL -d x HOST/moved',
    '-sSL -d x HOST/kept',
    '-sSL HOST/loop',
    '-sS HOST/cut',
    '-sS HOST/half',
    '-sS -m 2 HOST/silent',
    '-sS 127.0.0.1:1',
    '-s 127.0.0.1:1',
    '-sS nobody.invalid',
    '-sS nobody://x',
    '-sS -o no/such/folder HOST/echo',
    '-sS -o /dev/null -w %{http_code}~%{size_upload}~%{method}~%{num_redirects}~%{content_type}\\n HOST/missing',
    '-sS -w %{exitcode}~%{http_code}~%{errormsg}~%{no~body}\\n 127.0.0.1:1',
    '-sS -w %{redirect_url}~%%\\n HOST/moved',
    '-s 127.0.0.1:1 HOST/missing',
    '-sS HOST/bytes',
    '-sS --connect-to ::HOST http://harbour.example/echo',
    '-sS --connect-to harbour.example:80:HOST http://harbour.example/echo',
    '-sS --connect-to other.example:80:HOST 127.0.0.1:1',
  ])('%s', async (line) => {
    const [expected, actual] = await Promise.all([run('curl', [], line), own(line)]);
    expect(actual).toEqual(expected);
  });
});

it('writes a body byte for byte, to standard output and to a file', async () => {
  expect((await started(process.execPath, [main, '-s', `${host}/bytes`])).stdout).toEqual(bytes);
  expect((await started(process.execPath, [main, '-s', '-O', `${host}/bytes`])).code).toBe(0);
  expect(readFileSync(join(folder, 'bytes'))).toEqual(bytes);
});

it('sends standard input', async () => {
  const { stdout } = await started(
    process.execPath,
    [main, '-s', '--data-binary', '@-', `${host}/echo`],
    'a\nb',
  );
  expect(JSON.parse(stdout.toString()).at(-1)).toBe('a\nb');
});

it('says what it is, and which option it does not have', async () => {
  expect((await own('--help')).stdout).toContain("practice cluster's own small curl");
  expect(await own('--nobody HOST')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('option --nobody: is unknown'),
  });
  expect(await own('-s')).toMatchObject({ code: 2, stderr: expect.stringContaining('no URL specified') });
});
