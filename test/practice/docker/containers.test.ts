import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { type Result, type RunningEngine, runEngine } from './running-engine.ts';
import { until } from './until.ts';

let engine: RunningEngine;
beforeAll(async () => {
  engine = await runEngine();
  await engine.docker('pull -q busybox');
  await engine.docker('pull -q nginx');
});
afterAll(() => engine[Symbol.asyncDispose]());

const docker = (args: string, options?: { input?: string; cwd?: string }): Promise<Result> =>
  engine.docker(args, options);
const out = async (args: string) => (await docker(args)).out;

/** Digits of IDs differ, and so do times. */
function masked(text: string): string {
  return text.replaceAll(/\b[0-9a-f]{64}\b/g, 'ID').replaceAll(/\b[0-9a-f]{12}\b/g, 'ID');
}

describe('docker run', () => {
  test('prints what the container prints, and ends as it does', async () => {
    expect(await docker("run --rm busybox sh -c 'echo out; echo err >&2; exit 3'")).toEqual({
      code: 3,
      out: 'out\n',
      err: 'err\n',
    });
    expect(await docker('run --rm -i busybox cat', { input: 'typed\n' })).toEqual({
      code: 0,
      out: 'typed\n',
      err: '',
    });
    expect(await out("run --rm -e A=1 -w /tmp -h web busybox sh -c 'echo $A; pwd; hostname'")).toBe(
      '1\n/tmp\nweb\n',
    );
    expect(await out('run --rm --entrypoint echo nginx hello')).toBe('hello\n');
    expect(await out('ps -aq')).toBe('');
  });

  test('pulls an image that is not there', async () => {
    const { code, out: printed, err } = await docker('run --rm hello-world');
    expect(code).toBe(0);
    expect(printed).toContain('Hello from Docker!');
    expect(err).toMatch(
      /^Unable to find image 'hello-world:latest' locally\nlatest: Pulling from library\/hello-world\n/,
    );
    expect((await docker('run --rm --pull never nosuch')).err).toContain('No such image: nosuch:latest');
  });

  test.each([
    ['busybox nosuch', 127, 'exec: "nosuch": executable file not found in $PATH: unknown'],
    ['busybox /etc/passwd', 126, 'exec: "/etc/passwd": permission denied: unknown'],
    ['-p abc busybox', 125, 'docker: invalid containerPort: abc\n'],
    ['-p 99999:80 busybox', 125, 'docker: invalid hostPort: 99999\n'],
    ['-v a:b:c:d busybox', 125, "Error response from daemon: invalid volume specification: 'a:b:c:d'\n"],
    ['--mount type=bind,src=/nope,dst=/x busybox', 125, 'bind source path does not exist: /nope\n'],
    [
      '--mount type=volume busybox',
      125,
      'invalid argument "type=volume" for "--mount" flag: target is required\n',
    ],
    ['--env-file nope busybox', 125, 'docker: open nope: no such file or directory\n'],
    ['--name ! busybox', 125, 'Invalid container name (!), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed\n'],
    ['--network nonet busybox', 125, 'Error response from daemon: network nonet not found\n'],
    [
      '--restart always --rm busybox',
      125,
      'docker: conflicting options: cannot specify both --restart and --rm\n',
    ],
    ['-m abc busybox', 125, 'invalid argument "abc" for "-m, --memory" flag: invalid size: \'abc\'\n'],
    ['-w rel busybox', 125, "the working directory 'rel' is invalid, it needs to be an absolute path\n"],
    ['--network host busybox', 125, "the practice cluster's docker has no host network"],
    ['-it busybox', 1, 'the input device is not a TTY\n'],
  ])('%s', async (args, code, message) => {
    const result = await docker(`run --rm ${args}`);
    expect(result.err).toContain(message);
    expect({ code: result.code, out: result.out }).toEqual({ code, out: '' });
  });

  test('publishes ports on this machine', async () => {
    const port = await freePort();
    await docker(`run -d --name web -p ${port}:80 nginx`);
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('Welcome to nginx!');
    expect(await out('port web')).toBe(`80/tcp -> 0.0.0.0:${port}\n`);
    const second = await docker(`run -d --name second -p ${port}:80 nginx`);
    expect(second.code).toBe(125);
    expect(second.err).toContain(`Bind for 0.0.0.0:${port} failed: port is already allocated\n`);
    await docker('run -d --name any -P nginx');
    const got = (await out('port any 80')).trim().split(':')[1];
    expect((await fetch(`http://127.0.0.1:${got}/`)).status).toBe(200);
    await docker('rm -f web second any');
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  test('a port that another program has', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { code, err } = await docker(`run --rm -p ${port}:80 nginx`);
    expect(code).toBe(125);
    expect(err).toContain('address already in use\n');
    server.close();
  });
});

describe('the life of a container', () => {
  test('from its start to its removal', async () => {
    const id = (await out('run -d --name life busybox sleep 1000')).trim();
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(masked(await out('ps'))).toMatch(
      /^CONTAINER ID {3}IMAGE +COMMAND +CREATED +STATUS +PORTS +NAMES\nID +busybox +"sleep 1000" +\S.* ago +Up .* +life\n$/,
    );
    const conflict = await docker('run --name life busybox');
    expect(conflict.err).toContain(
      `Conflict. The container name "/life" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`,
    );
    expect(await docker('rm life')).toMatchObject({
      code: 1,
      err: 'Error response from daemon: cannot remove container "life": container is running: stop the container before removing or force remove\n',
    });
    expect(await out('kill life')).toBe('life\n');
    expect(await out("inspect -f '{{.State.Status}} {{.State.ExitCode}}' life")).toBe('exited 137\n');
    expect(await docker('exec life ls')).toMatchObject({
      code: 1,
      err: `Error response from daemon: container ${id} is not running\n`,
    });
    expect(await out('start life')).toBe('life\n');
    expect(await out('exec life hostname')).toBe(`${id.slice(0, 12)}\n`);
    expect(await out('rename life other')).toBe('');
    expect(await out('stop -t 0 other')).toBe('other\n');
    expect(await out("ps -a --filter name=other --format '{{.Names}} {{.State}}'")).toBe('other exited\n');
    expect(await out('wait other')).toBe('137\n');
    expect(await out(`rm ${id.slice(0, 4)}`)).toBe(`${id.slice(0, 4)}\n`);
    expect(await docker('start other nope')).toEqual({
      code: 1,
      out: '',
      err: 'Error response from daemon: No such container: other\nError response from daemon: No such container: nope\nError: failed to start containers: other, nope\n',
    });
  });

  test('a program that hears SIGTERM ends at once', async () => {
    await docker('run -d --name polite nginx');
    await docker('stop polite');
    expect(await out("inspect -f '{{.State.ExitCode}}' polite")).toBe('0\n');
    await docker('rm polite');
  });

  test('one that fails is started again, as often as its policy says', async () => {
    await docker("run -d --name again --restart on-failure:2 busybox sh -c 'echo ran; exit 1'");
    await until(
      async () => (await out("inspect -f '{{.RestartCount}} {{.State.Status}}' again")) === '2 exited\n',
    );
    expect(await out('logs again')).toBe('ran\nran\nran\n');
    await docker('rm again');
  });

  test('its log: the end of it, with times, followed', async () => {
    await docker(
      "run -d --name talk busybox sh -c 'for i in 1 2 3; do echo line $i; done; echo oops >&2; read x; echo last'",
    );
    await until(async () => (await docker('logs talk')).err === 'oops\n');
    expect(await docker('logs talk')).toEqual({
      code: 0,
      out: 'line 1\nline 2\nline 3\nlast\n',
      err: 'oops\n',
    });
    expect(await out('logs --tail 2 talk')).toBe('last\n');
    expect(await out('logs -t talk')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z line 1\n/);
    expect(await out('logs -f talk')).toContain('last\n');
    expect(await out('logs --since 1h --until 30m talk')).toBe('');
    await docker('rm -f talk');
  });

  test('commands inside: environment, folder, user, input, exit code', async () => {
    await docker('run -d --name inside -e A=1 -w /tmp busybox sleep 1000');
    expect(await out("exec -e B=2 inside sh -c 'echo $A$B; pwd'")).toBe('12\n/tmp\n');
    expect(await out('exec -w /etc inside pwd')).toBe('/etc\n');
    expect(await docker('exec -i inside cat', { input: 'typed' })).toMatchObject({ out: 'typed' });
    expect((await docker("exec inside sh -c 'exit 7'")).code).toBe(7);
    expect(await docker('exec inside nosuch')).toEqual({
      code: 127,
      out: '',
      err: 'OCI runtime exec failed: exec failed: unable to start container process: exec: "nosuch": executable file not found in $PATH\n',
    });
    expect(await out('top inside')).toMatch(
      /^UID +PID +PPID +C +STIME +TTY +TIME +CMD\nroot +1 +0 .* sleep 1000\n$/,
    );
    await docker('rm -f inside');
  });
});

test('a client that is killed leaves the container and the engine as they are', async () => {
  await docker('run -d --name lasting busybox sleep 1000');
  const child = spawn(
    process.execPath,
    ['--', path.resolve('dist/docker.js'), 'exec', '-i', 'lasting', 'sh', '-c', 'echo ready; cat'],
    { env: { PATH: process.env.PATH, PILOTAGE_PRACTICE: engine.url }, stdio: ['pipe', 'pipe', 'ignore'] },
  );
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  expect(await out('exec lasting echo here')).toBe('here\n');
  await docker('rm -f lasting');
});

describe('files', () => {
  test('a volume keeps its data, and begins with what the image has in its place', async () => {
    await docker("run --rm -v data:/data busybox sh -c 'echo kept > /data/file'");
    expect(await out('run --rm -v data:/data busybox cat /data/file')).toBe('kept\n');
    expect(await out('run --rm -v pages:/usr/share/nginx/html busybox ls /usr/share/nginx/html')).toBe('');
    expect(await out('run --rm -v site:/usr/share/nginx/html nginx ls /usr/share/nginx/html')).toContain(
      'index.html',
    );
    await docker('create --name user -v data:/data busybox');
    const { err } = await docker('volume rm data');
    expect(masked(err)).toBe('Error response from daemon: remove data: volume is in use - [ID]\n');
    await docker('rm user');
    expect(await out('volume ls')).toBe(
      'DRIVER    VOLUME NAME\nlocal     data\nlocal     pages\nlocal     site\n',
    );
    expect(await docker('volume rm data pages site nope')).toEqual({
      code: 1,
      out: 'data\npages\nsite\n',
      err: 'Error response from daemon: get nope: no such volume\n',
    });
  });

  test('volumes without a name go with a container that is removed when it ends', async () => {
    await docker('run --rm -v /data busybox true');
    expect(await out('volume ls -q')).toBe('');
  });

  test('a folder and a file of this machine, to write to or not', async () => {
    const folder = await mkdtemp(path.join(engine.folder, 'bind-'));
    await writeFile(path.join(folder, 'given'), 'from outside\n');
    expect(await out(`run --rm -v ${folder}:/mnt busybox cat /mnt/given`)).toBe('from outside\n');
    await docker(`run --rm -v ${folder}:/mnt busybox sh -c 'echo inside > /mnt/made'`);
    expect(await readFile(path.join(folder, 'made'), 'utf8')).toBe('inside\n');
    const { err } = await docker(`run --rm -v ${folder}:/mnt:ro busybox touch /mnt/no`);
    expect(err).toContain('Read-only file system');
    expect(
      await out(
        `run --rm --mount type=bind,src=${folder}/given,dst=/etc/given,readonly busybox cat /etc/given`,
      ),
    ).toBe('from outside\n');
  });

  test('cp, both ways, and diff', async () => {
    const folder = await mkdtemp(path.join(engine.folder, 'cp-'));
    await mkdir(path.join(folder, 'tree'));
    await writeFile(path.join(folder, 'tree', 'leaf'), 'leaf\n');
    await docker('run -d --name copied busybox sleep 1000');
    await docker(`cp ${folder}/tree copied:/srv`);
    await docker(`cp ${folder}/tree/. copied:/opt`);
    expect(await out('exec copied cat /srv/leaf /opt/leaf')).toBe('leaf\nleaf\n');
    await docker(`cp copied:/srv ${folder}/back`);
    expect(await readFile(path.join(folder, 'back', 'leaf'), 'utf8')).toBe('leaf\n');
    await docker('exec copied rm /etc/group');
    expect(await out('diff copied')).toBe('C /etc\nD /etc/group\nA /opt\nA /opt/leaf\nA /srv\nA /srv/leaf\n');
    expect((await docker(`cp copied:/nope ${folder}`)).err).toBe(
      'Error response from daemon: Could not find the file /nope in container copied\n',
    );
    await docker('rm -f copied');
  });
});

describe('networks', () => {
  test('of one’s own know containers by name and alias, the default one does not', async () => {
    const get = (host: string, network: string) =>
      docker(`run --rm --network ${network} busybox wget -qO- http://${host}`);
    await docker('network create shop');
    await docker('run -d --name web --network shop --network-alias www nginx');
    expect((await get('web', 'shop')).out).toContain('Welcome to nginx!');
    expect((await get('www', 'shop')).out).toContain('Welcome to nginx!');
    expect((await get('web', 'bridge')).err).toContain("bad address 'web'");
    await docker('run -d --name plain nginx');
    const ip = (await out("inspect -f '{{.NetworkSettings.IPAddress}}' plain")).trim();
    expect((await get(ip, 'bridge')).out).toContain('Welcome to nginx!');
    await docker('network connect shop plain');
    expect((await get('plain', 'shop')).out).toContain('Welcome to nginx!');
    expect(masked((await docker('network rm shop')).err)).toContain(
      'error while removing network: network shop has active endpoints',
    );
    await docker('rm -f web plain');
    expect(await out('network rm shop')).toBe('shop\n');
    expect(await docker('network rm bridge')).toMatchObject({
      code: 1,
      err: 'Error response from daemon: bridge is a pre-defined network and cannot be removed\nexit status 1\n',
    });
  });

  test('one container in another’s network, and one in none', async () => {
    await docker('run -d --name host nginx');
    expect(await out('run --rm --network container:host busybox wget -qO- http://localhost')).toContain(
      'nginx',
    );
    expect((await docker('run --rm --network none busybox wget -qO- http://172.17.0.2')).code).toBe(1);
    await docker('rm -f host');
  });
});

test('health is asked for, and shown', async () => {
  await docker(
    "run -d --name ill --health-cmd 'test -e /tmp/well' --health-interval 100ms --health-retries 1 busybox sleep 1000",
  );
  const status = () => out("inspect -f '{{.State.Health.Status}}' ill");
  await until(async () => (await status()) === 'unhealthy\n');
  await docker('exec ill touch /tmp/well');
  await until(async () => (await status()) === 'healthy\n');
  expect(await out("ps --filter health=healthy --format '{{.Names}} {{.Status}}'")).toMatch(
    /^ill Up .* \(healthy\)\n$/,
  );
  await docker('rm -f ill');
});

test('inspect: containers, networks and volumes, as JSON and through Go templates', async () => {
  await docker('run -d --name seen -l a=b -p 127.0.0.1::80 -e X=y nginx');
  const [json] = JSON.parse(await out('inspect seen'));
  expect(json).toMatchObject({
    Name: '/seen',
    State: { Running: true },
    Config: { Labels: { a: 'b' }, Image: 'nginx' },
    HostConfig: { RestartPolicy: { Name: 'no' } },
  });
  expect(
    await out(
      "inspect -f '{{range $port, $list := .NetworkSettings.Ports}}{{$port}} {{len $list}}{{end}}' seen",
    ),
  ).toBe('80/tcp 1\n');
  expect(await out('inspect -f \'{{index .Config.Labels "a"}} {{json .State.Running}}\' seen')).toBe(
    'b true\n',
  );
  expect((await docker("inspect -f '{{.Nope}}' seen")).err).toContain('map has no entry for key "Nope"');
  expect(JSON.parse(await out('network inspect bridge'))[0].IPAM.Config).toEqual([
    { Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' },
  ]);
  expect(await docker('inspect nope')).toEqual({
    code: 1,
    out: '[]\n',
    err: 'Error: No such object: nope\n',
  });
  await docker('rm -f seen');
});

test('prune and df', async () => {
  await docker('run --name done -v /x busybox true');
  await docker('network create idle');
  expect(await out('system df')).toMatch(/^TYPE +TOTAL +ACTIVE +SIZE +RECLAIMABLE\nImages +\d+ +1 /);
  expect((await docker('rmi busybox')).err).toContain(
    'conflict: unable to remove repository reference "busybox"',
  );
  expect(masked(await out('system prune -f'))).toBe(
    'Deleted Containers:\nID\n\nDeleted Networks:\nidle\n\nTotal reclaimed space: 0B\n',
  );
  expect(masked(await out('volume prune -f'))).toBe('Deleted Volumes:\nID\n\nTotal reclaimed space: 0B\n');
  expect((await docker('system prune', { input: 'n\n' })).out).toMatch(/continue\? \[y\/N\] $/);
});

test('an engine that starts again has the containers of the one before, and starts those that are to be', async () => {
  const state = async (name: string) =>
    (await out(`inspect -f '{{.State.Status}} {{.State.ExitCode}}' ${name}`)).trim();
  await docker(
    "run -d --name plain-one -v lasting:/data busybox sh -c 'echo was here > /data/x; sleep 1000'",
  );
  await docker('run -d --name always --restart always nginx');
  await docker('run -d --name unless --restart unless-stopped nginx');
  await docker('run -d --name halted --restart unless-stopped nginx');
  await docker('stop halted');
  await docker('run -d --rm --name fleeting nginx');
  await until(async () => (await docker('exec plain-one cat /data/x')).code === 0);
  await engine.restart();
  expect(await state('plain-one')).toBe('exited 137');
  expect(await state('always')).toBe('running 0');
  expect(await state('unless')).toBe('running 0');
  expect(await state('halted')).toBe('exited 0');
  expect((await docker('inspect fleeting')).code).toBe(1);
  await docker('start plain-one');
  expect(await out('exec plain-one cat /data/x')).toBe('was here\n');
  expect(await out('run --rm -v lasting:/data busybox cat /data/x')).toBe('was here\n');
  await docker('rm -f plain-one always unless halted');
}, 90_000);
