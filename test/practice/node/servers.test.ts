import { writeFileSync } from 'node:fs';
import { get as ask, type IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { start, type TestContainer } from './container.ts';

async function get(box: TestContainer, url: string, port = 80, headers: Record<string, string> = {}) {
  const connection = await box.network.connect(box.ip, port);
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    ask(
      { path: url, headers: { host: 'web', ...headers }, createConnection: () => connection },
      async (response) => {
        let body = '';
        for await (const data of response) body += data;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      },
    ).on('error', reject);
  });
}

const main = 'events {}\nhttp { include /etc/nginx/conf.d/*.conf; default_type text/plain; }\n';
const site = (text: string) => ({ 'etc/nginx/nginx.conf': main, 'etc/nginx/conf.d/default.conf': text });
const welcome = { 'srv/index.html': '<h1>Hi</h1>\n', 'srv/sub/a.txt': 'text\n', 'srv/empty/.keep': '' };

describe('nginx', () => {
  it('serves files, with the pages and the log that it has for what is not there', async () => {
    const conf = 'server { listen 80; location / { root /srv; index index.html; } }';
    await using box = await start(['nginx', '-g', 'daemon off;'], {
      files: { ...site(conf), ...welcome },
      env: { NGINX_VERSION: '1.29.3' },
    });
    await box.printed(/start worker process 29/);
    expect(await get(box, '/')).toMatchObject({
      status: 200,
      body: '<h1>Hi</h1>\n',
      headers: { server: 'nginx/1.29.3', 'content-type': 'text/html' },
    });
    expect(await get(box, '/sub/a.txt')).toMatchObject({
      status: 200,
      body: 'text\n',
      headers: { 'content-type': 'text/plain' },
    });
    expect(await get(box, '/sub')).toMatchObject({ status: 301, headers: { location: '/sub/' } });
    expect(await get(box, '/empty/')).toMatchObject({ status: 403 });
    expect(await get(box, '/none?x')).toMatchObject({
      status: 404,
      body: expect.stringContaining('<center><h1>404 Not Found</h1></center>'),
    });
    expect(await get(box, '/../../etc/nginx/nginx.conf')).toMatchObject({ status: 404 });
    await box.printed(/"GET \/none\?x HTTP\/1\.1" 404 \d+ "-" "-" "-"\n/);
    expect(box.output()).toContain(
      'open() "/srv/none" failed (2: No such file or directory), client: 10.244.0.1',
    );
    expect(box.output()).toMatch(
      /10\.244\.0\.1 - - \[\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000\] "GET \/ HTTP\/1\.1" 200 12 /,
    );
    expect(await box.container.stop(10_000)).toEqual({ exitCode: 0, reason: 'Completed' });
  });

  it('follows its configuration: return, locations, servers by name, try_files, proxy_pass', async () => {
    const conf = `
      upstream other { server 127.0.0.1:8081; }
      server { listen 80 default_server; root /srv;
        location = /exact { return 200 "exactly $request_method $host\\n"; }
        location /old { return 301 /new; }
        location ~ \\.php$ { return 418; }
        location /app/ { try_files $uri /index.html; }
        location /api/ { proxy_pass http://other/; }
        add_header X-Test yes;
      }
      server { listen 80; server_name second.test; return 200 second; }
      server { listen 8081; location / { return 200 "from behind: $request_uri"; } }`;
    await using box = await start(['nginx'], { files: { ...site(conf), ...welcome } });
    await box.printed(/start worker process 29/);
    expect(await get(box, '/exact')).toMatchObject({ status: 200, body: 'exactly GET web\n' });
    expect(await get(box, '/old/x')).toMatchObject({ status: 301, headers: { location: '/new' } });
    expect(await get(box, '/x.php')).toMatchObject({ status: 418 });
    expect(await get(box, '/app/route')).toMatchObject({
      status: 200,
      body: '<h1>Hi</h1>\n',
      headers: { 'x-test': 'yes' },
    });
    expect(await get(box, '/api/items?n=1')).toMatchObject({ status: 200, body: 'from behind: /items?n=1' });
    expect(await get(box, '/', 80, { host: 'second.test' })).toMatchObject({ body: 'second' });
  });

  it.each([
    ['server { listen 80;', 'unexpected end of file, expecting "}" in /etc/nginx/conf.d/default.conf'],
    [
      'server { location / { proxy_pass http://backend; } }',
      'host not found in upstream "backend" in /etc/nginx/nginx.conf',
    ],
  ])('does not start with: %s', async (conf, message) => {
    await using box = await start(['nginx'], { files: site(conf) });
    expect(await box.container.exited).toEqual({ exitCode: 1, reason: 'Error' });
    expect(box.output()).toContain(`nginx: [emerg] ${message}\n`);
  });

  it('reads its configuration again when asked to, and keeps the old one where the new one is wrong', async () => {
    const conf = (port: number, text: string) => `server { listen ${port}; return 200 ${text}; }`;
    await using box = await start(['nginx'], { files: site(conf(80, 'before')) });
    await box.printed(/start worker process 29/);
    expect(await get(box, '/')).toMatchObject({ body: 'before' });
    const file = path.join(box.root, 'etc/nginx/conf.d/default.conf');
    writeFileSync(file, `${conf(80, 'after')} ${conf(81, 'new')}`);
    expect(await box.run('nginx', '-t')).toEqual({
      code: 0,
      out: '',
      err: 'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n',
    });
    expect(await get(box, '/')).toMatchObject({ body: 'before' });
    expect(await box.run('nginx', '-s', 'reload')).toMatchObject({
      code: 0,
      err: expect.stringContaining('[notice]'),
    });
    await box.printed(/signal 1 \(SIGHUP\) received[\s\S]*start worker process 30/);
    expect(await get(box, '/')).toMatchObject({ body: 'after' });
    expect(await get(box, '/', 81)).toMatchObject({ body: 'new' });
    writeFileSync(file, 'server { listen 80;');
    const wrong = 'unexpected end of file, expecting "}" in /etc/nginx/conf.d/default.conf';
    const { code, err } = await box.run('nginx', '-t');
    expect([code, err.split('\n').slice(1)]).toEqual([
      1,
      [`nginx: [emerg] ${wrong}`, 'nginx: configuration file /etc/nginx/nginx.conf test failed', ''],
    ]);
    writeFileSync(file, conf(81, 'alone'));
    await box.run('nginx', '-s', 'reload');
    await box.printed(/start worker process 31/);
    expect(await get(box, '/', 81)).toMatchObject({ body: 'alone' });
    await expect(get(box, '/')).rejects.toThrow('ECONNREFUSED');
    await box.run('nginx', '-s', 'quit');
    expect(await box.container.exited).toEqual({ exitCode: 0, reason: 'Completed' });
  });

  it('does not start where it may not write, but where it is given folders to', async () => {
    const files = site('server { return 200 up; }');
    const cannot = async (...besides: string[]) => {
      await using box = await start(['nginx'], { files, readOnlyRoot: { besides } });
      await box.container.exited;
      return box.output().split('\n').at(-2);
    };
    expect(await cannot()).toBe(
      'nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)',
    );
    expect(await cannot('/var/cache/nginx')).toBe(
      'nginx: [emerg] open() "/run/nginx.pid" failed (30: Read-only file system)',
    );
    const readOnlyRoot = { besides: ['/var/cache/nginx', '/var/run'] };
    await using box = await start(['nginx'], { files, readOnlyRoot });
    await box.printed(/start worker process 29/);
    expect(await get(box, '/')).toMatchObject({ body: 'up' });
  });
});

describe('the small servers', () => {
  it('httpd of busybox serves a folder', async () => {
    await using box = await start(['httpd', '-f', '-p', '8080', '-h', '/srv'], { files: welcome });
    await expect
      .poll(() => get(box, '/sub/a.txt', 8080).catch(() => undefined))
      .toMatchObject({ status: 200, body: 'text\n' });
    expect(await get(box, '/none', 8080)).toMatchObject({ status: 404 });
  });

  it('http-echo answers with its text', async () => {
    await using box = await start(['http-echo', '-text=hello', '-listen=:8000']);
    await box.printed(/server is listening on :8000/);
    expect(await get(box, '/any', 8000)).toMatchObject({
      status: 200,
      body: 'hello\n',
      headers: { 'x-app-name': 'http-echo' },
    });
  });

  it('whoami says where it runs', async () => {
    await using box = await start(['/whoami'], { files: { whoami: '#!pilotage traefik-whoami\n' } });
    await box.printed(/Starting up on port 80/);
    const { body } = await get(box, '/x');
    expect(body).toMatch(
      /^Hostname: box\nIP: 127\.0\.0\.1\nIP: 10\.244\.0\.2\nRemoteAddr: 10\.244\.0\.1:\d+\nGET \/x HTTP\/1\.1\nhost: web\n/i,
    );
    expect(JSON.parse((await get(box, '/api')).body)).toMatchObject({ hostname: 'box' });
  });

  it('a port that is taken is said to be', async () => {
    await using box = await start(['http-echo', '-text=a']);
    await box.printed(/listening/);
    expect(await box.run('nc', '-l', '-p', '5678')).toMatchObject({
      code: 1,
      err: 'nc: bind: Address already in use\n',
    });
  });
});
