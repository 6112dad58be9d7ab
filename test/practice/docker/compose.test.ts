import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Result, type RunningEngine, runEngine } from './running-engine.ts';

let engine: RunningEngine;
beforeAll(async () => {
  engine = await runEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());

/** Runs compose in a folder with these files. */
async function compose(
  args: string,
  files: Record<string, string>,
  options: { env?: Record<string, string>; input?: string } = {},
): Promise<Result & { folder: string }> {
  const folder = await mkdtemp(path.join(engine.folder, 'project-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  const result = await engine.docker(`compose ${args}`, { ...options, cwd: folder });
  return { ...result, folder };
}

const service = (rest: string) => `services:\n  a:\n    ${rest}\n`;

test('DockerCoins is built and pushed, and the node can pull it', async () => {
  const { folder, docker, registry, nodeImages } = engine;
  await cp('lessons/dockercoins/files/dockercoins', path.join(folder, 'dockercoins'), { recursive: true });
  const env = { REGISTRY: registry.host, TAG: 'v0.1' };
  const built = await docker('compose -f dockercoins/dockercoins.yml build', { env });
  expect(built.code).toBe(0);
  expect(built.out).toMatch(/#\d+ \[worker 3\/3\] COPY worker\.mjs \.\n#\d+ DONE/);
  expect(built.out).toContain(`naming to ${registry.host}/webui:v0.1 done\n`);
  expect(built.err).toBe(' hasher  Built\n rng  Built\n webui  Built\n worker  Built\n');
  const pushed = await docker('compose -f dockercoins/dockercoins.yml push', { env });
  expect(pushed.code).toBe(0);
  expect(pushed.out).toBe('');
  expect(pushed.err).toMatch(/^ redis Skipped \n Pushing [\s\S]+ worker Pushed \n$/);
  expect(pushed.err).toMatch(/ Pushing 127\.0\.0\.1:\d+\/rng:v0\.1: [0-9a-f]{12} Mounted from hasher \n/);
  const catalog = await fetch(`http://${registry.host}/v2/_catalog`);
  expect(await catalog.json()).toEqual({ repositories: ['hasher', 'rng', 'webui', 'worker'] });
  const image = await nodeImages.pull(`${registry.host}/rng:v0.1`);
  expect(image.config).toMatchObject({
    Cmd: ['node', 'rng.mjs'],
    WorkingDir: '/app',
    ExposedPorts: { '80/tcp': {} },
    Labels: { 'com.docker.compose.service': 'rng' },
  });
  const again = await docker('compose -f dockercoins/dockercoins.yml push --quiet', { env });
  expect(again).toEqual({ code: 0, out: '', err: '' });
});

describe('variables', () => {
  test.each([
    ['$A', 'a'],
    [`\${A}`, 'a'],
    [`\${NONE-default}`, 'default'],
    [`\${EMPTY-default}`, ''],
    [`\${EMPTY:-default}`, 'default'],
    [`\${A:+instead}`, 'instead'],
    [`\${NONE+instead}`, ''],
    [`\${EMPTY+instead}`, 'instead'],
    [`\${NONE:-\${EMPTY:-\${A}}}`, 'a'],
    [`$$A $\${A}`, `$A \${A}`],
    [`x\${A}y$A`, 'xaya'],
  ])('%s is %j', async (text, value) => {
    const { out, err } = await compose(
      'config --format json',
      { 'compose.yaml': service(`image: x\n    environment: { V: '${text}' }`) },
      { env: { A: 'a', EMPTY: '' } },
    );
    expect(err).toBe('');
    expect(JSON.parse(out).services.a.environment.V).toBe(value);
  });

  test('one that is not set is warned of, once; one that must be set ends it', async () => {
    const unset = await compose('config --images', { 'compose.yaml': service('image: x:$TAG$TAG') });
    expect(unset.err).toMatch(
      /^time="[^"]+" level=warning msg="The \\"TAG\\" variable is not set\. Defaulting to a blank string\."\n$/,
    );
    const required = await compose('config', { 'compose.yaml': service(`image: \${FOO:?must be set}`) });
    expect(required).toMatchObject({
      code: 15,
      err: 'error while interpolating services.a.image: required variable FOO is missing a value: must be set\n',
    });
    const broken = await compose('config', { 'compose.yaml': service(`image: \${FOO`) });
    expect(broken).toMatchObject({
      code: 15,
      err: `invalid interpolation format for services.a.image.\nYou may need to escape any $ with another $.\n\${FOO\n`,
    });
  });

  test('come from .env, and the environment wins', async () => {
    const files = {
      'compose.yaml': service('image: $A/$B/$C/$D'),
      '.env': `# comment\nA=one\nexport B='$A'\nC="two \${A}" # comment\nD=plain # comment\n`,
    };
    expect((await compose('config --images', files)).out).toBe('one/$A/two one/plain\n');
    expect((await compose('config --images', files, { env: { A: 'outer' } })).out).toBe(
      'outer/$A/two outer/plain\n',
    );
    const other = { ...files, other: 'A=x\nB=x\nC=x\nD=x\n' };
    expect((await compose('--env-file other config --images', other)).out).toBe('x/x/x/x\n');
  });
});

describe('files', () => {
  test('the default names, overrides, several of them, and standard input', async () => {
    const base =
      'services:\n  a:\n    image: one\n    environment: [A=1, B=1]\n    ports: ["80:80"]\n  b: { image: b }\n';
    const over = 'services:\n  a:\n    image: two\n    environment: { B: 2 }\n    ports: ["81:81"]\n';
    const merged = await compose('config --format json', {
      'docker-compose.yml': base,
      'docker-compose.override.yml': over,
    });
    const { a, b } = JSON.parse(merged.out).services;
    expect(a).toMatchObject({ image: 'two', environment: { A: '1', B: '2' } });
    expect(a.ports.map((port: { published: string }) => port.published)).toEqual(['80', '81']);
    expect(b.image).toBe('b');
    expect((await compose('-f x.yml -f y.yml config --images', { 'x.yml': base, 'y.yml': over })).out).toBe(
      'two\nb\n',
    );
    expect((await compose('-f - config --services', {}, { input: base })).out).toBe('a\nb\n');
  });

  test('anchors, profiles and dependencies', async () => {
    const text = `x-common: &common
  environment: { SHARED: "yes" }
services:
  web: { <<: *common, image: web, depends_on: [db] }
  db: { image: db }
  tools: { image: tools, profiles: [debug] }
`;
    expect((await compose('config --services', { 'compose.yaml': text })).out).toBe('db\nweb\n');
    expect((await compose('--profile debug config --services', { 'compose.yaml': text })).out).toBe(
      'db\ntools\nweb\n',
    );
    const { out } = await compose('config --format json web', { 'compose.yaml': text });
    expect(JSON.parse(out).services.web).toMatchObject({
      environment: { SHARED: 'yes' },
      depends_on: { db: { condition: 'service_started', required: true } },
    });
  });

  test.each([
    ['services:\n  a:\n    imag: x\n', 'validating FILE: services.a Additional property imag is not allowed'],
    ['service:\n  a: {}\n', 'validating FILE: (root) Additional property service is not allowed'],
    [
      'services:\n  a:\n    ports: [80]\n',
      'service "a" has neither an image nor a build context specified: invalid compose project',
    ],
    [
      'services:\n  a:\n    build: { contxt: . }\n',
      'validating FILE: services.a.build Additional property contxt is not allowed',
    ],
    ['services:\n  a: text\n', 'validating FILE: services.a must be a mapping'],
    ['- a\n', 'FILE: top-level object must be a mapping'],
  ])('%j is refused', async (text, message) => {
    const { code, err, folder } = await compose('config', { 'compose.yaml': text });
    expect(err).toBe(`${message.replace('FILE', path.join(folder, 'compose.yaml'))}\n`);
    expect(code).toBe(15);
  });

  test('a mistake in the YAML names its line', async () => {
    const { code, err } = await compose('config', {
      'compose.yaml': 'services:\n  a:\n  image: x\n   b: 1\n',
    });
    expect(err).toMatch(/^yaml: line \d: .+compose\.yaml\)\n$/);
    expect(code).toBe(15);
  });

  test('files that are not there', async () => {
    expect(await compose('build', {})).toMatchObject({
      code: 14,
      err: 'no configuration file provided: not found\n',
    });
    const { code, err, folder } = await compose('-f nope.yml build', {});
    expect({ code, err }).toEqual({
      code: 14,
      err: `open ${path.join(folder, 'nope.yml')}: no such file or directory\n`,
    });
  });
});

test('config prints the canonical form', async () => {
  const text = `version: "2"
services:
  web:
    build: ./web
    command: node server.mjs
    ports: ["127.0.0.1:8080:80/udp", "90"]
    volumes: ["./data:/data:ro", "cache:/cache"]
volumes: { cache: }
`;
  const { out, err, folder } = await compose('-p shop config', { 'compose.yaml': text });
  expect(err).toContain('the attribute `version` is obsolete');
  expect(out).toBe(`name: shop
services:
  web:
    build:
      context: ${folder}/web
      dockerfile: Dockerfile
    command:
      - node
      - server.mjs
    networks:
      default: null
    ports:
      - mode: ingress
        host_ip: 127.0.0.1
        target: 80
        published: "8080"
        protocol: udp
      - mode: ingress
        target: 90
        protocol: tcp
    volumes:
      - type: bind
        source: ${folder}/data
        target: /data
        read_only: true
        bind:
          create_host_path: true
      - type: volume
        source: cache
        target: /cache
        volume: {}
networks:
  default:
    name: shop_default
volumes:
  cache:
    name: shop_cache
`);
});

test('build takes context, dockerfile, target, args and tags from the file', async () => {
  const files = {
    'compose.yaml': `name: shop
services:
  web:
    build:
      context: web
      dockerfile: Other
      target: first
      args: { A: 1 }
      tags: [extra:v1]
  used: { image: redis }
`,
    'web/Other': 'FROM busybox AS first\nARG A\nARG B\nLABEL a=$A b=$B\nFROM nosuch\n',
  };
  const { code, err } = await compose('build -q --build-arg B=2', files);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const labels = { a: '1', b: '2', 'com.docker.compose.project': 'shop' };
  expect(engine.images.find('shop-web')?.config.Labels).toMatchObject(labels);
  expect(engine.images.find('extra:v1')?.id).toBe(engine.images.find('shop-web')?.id);
  const nothing = await compose('build used', files);
  expect(nothing).toMatchObject({ code: 0, err: 'No services to build\n' });
});

test('a build that fails says which service and where', async () => {
  const { code, err, out } = await compose('build', {
    'compose.yaml': service('build: .'),
    Dockerfile: 'FROM busybox\nCOPY nope /\n',
  });
  expect(code).toBe(17);
  expect(err).toBe('target a: failed to solve: failed to compute cache key: "/nope": not found\n');
  expect(out).toContain('Dockerfile:2\n');
  const {
    code: absent,
    err: message,
    folder,
  } = await compose('build', { 'compose.yaml': service('build: nodir') });
  expect({ absent, message }).toEqual({
    absent: 17,
    message: `unable to prepare context: path "${folder}/nodir" not found\n`,
  });
});

test('push and pull that fail', async () => {
  const pushed = await compose('push', {
    'compose.yaml': service('build: .\n    image: 127.0.0.1:1/never:v1'),
  });
  expect(pushed).toMatchObject({
    code: 1,
    err: 'An image does not exist locally with the tag: 127.0.0.1:1/never\n',
  });
  const pulled = await compose('pull', { 'compose.yaml': service('image: nginx:1.91') });
  expect(pulled.code).toBe(18);
  expect(pulled.err).toContain('manifest for nginx:1.91 not found: manifest unknown: manifest unknown\n');
});

test.each([
  ['build zzz', 1, 'no such service: zzz\n'],
  ['build --zz', 16, 'unknown flag: --zz\n'],
  ['foo', 16, 'unknown docker command: "compose foo"\n'],
  [
    'pause',
    1,
    "'docker compose pause' is not something that the practice cluster's docker does; use docker compose stop\n",
  ],
])('docker compose %s', async (args, code, err) => {
  expect(await compose(args, { 'compose.yaml': service('image: x') })).toMatchObject({ code, err });
});

test('version and help', async () => {
  expect((await compose('version', {})).out).toMatch(/^Docker Compose version v\d+\./);
  expect((await compose('build --help', {})).out).toMatch(
    /^\nUsage: {2}docker compose build \[OPTIONS\] \[SERVICE\.\.\.\]\n/,
  );
  expect((await compose('', {})).out).toContain('Commands:\n  build ');
});
