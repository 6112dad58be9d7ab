import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningEngine, runDocker, runEngine } from './running-engine.ts';

let engine: RunningEngine;
beforeAll(async () => {
  engine = await runEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());

/** Digits of digests and IDs differ with the image, not with the command. */
function masked(text: string): string {
  return text
    .replaceAll(engine.registry.host, 'REGISTRY')
    .replaceAll(/sha256:[0-9a-f]{64}/g, 'DIGEST')
    .replaceAll(/\b[0-9a-f]{12}\b/g, 'LAYER')
    .replaceAll(/size: \d+/g, 'size: N');
}

test('the registry step of the workshop: pull, tag, push, and the same again', async () => {
  const { docker, registry } = engine;
  expect(await docker('pull busybox').then(({ code, out }) => ({ code, out: masked(out) }))).toEqual({
    code: 0,
    out: `Using default tag: latest
latest: Pulling from library/busybox
LAYER: Pulling fs layer
LAYER: Verifying Checksum
LAYER: Download complete
LAYER: Pull complete
Digest: DIGEST
Status: Downloaded newer image for busybox:latest
docker.io/library/busybox:latest
`,
  });
  expect(masked((await docker('pull busybox')).out)).toBe(`Using default tag: latest
latest: Pulling from library/busybox
Digest: DIGEST
Status: Image is up to date for busybox:latest
docker.io/library/busybox:latest
`);
  expect(await docker(`tag busybox ${registry.host}/busybox`)).toEqual({ code: 0, out: '', err: '' });
  const pushed = `Using default tag: latest
The push refers to repository [REGISTRY/busybox]
LAYER: Preparing
LAYER: Pushed
latest: digest: DIGEST size: N
`;
  expect(masked((await docker(`push ${registry.host}/busybox`)).out)).toBe(pushed);
  expect(masked((await docker(`push ${registry.host}/busybox`)).out)).toBe(
    pushed.replace('Pushed', 'Layer already exists'),
  );
  await docker(`tag busybox ${registry.host}/other:v1`);
  expect(masked((await docker(`push ${registry.host}/other:v1`)).out)).toContain(
    'LAYER: Mounted from busybox\n',
  );
  const catalog = await fetch(`http://${registry.host}/v2/_catalog`);
  expect(await catalog.text()).toBe('{"repositories":["busybox","other"]}\n');
});

test('an image is on the node only once it came through a registry', async () => {
  const { docker, registry, nodeImages, images } = engine;
  await docker('pull hello-world');
  const name = `${registry.host}/hello:v1`;
  await docker(`tag hello-world ${name}`);
  await expect(nodeImages.pull(name)).rejects.toMatchObject({ cause_: 'not-found' });
  expect((await docker(`push -q ${name}`)).out).toBe(`${name}\n`);
  expect((await nodeImages.pull(name)).id).toBe(images.find('hello-world')?.id);
  expect(nodeImages.find('hello-world')).toBeUndefined();
});

describe('images that cannot be had', () => {
  test.each([
    [
      'pull nosuchthing:v1',
      "Error response from daemon: pull access denied for nosuchthing, repository does not exist or may require 'docker login': denied: requested access to the resource is denied\n",
    ],
    [
      'pull nginx:1.91',
      'Error response from daemon: manifest for nginx:1.91 not found: manifest unknown: manifest unknown\n',
    ],
    [
      'pull REGISTRY/nope:v1',
      'Error response from daemon: manifest for REGISTRY/nope:v1 not found: manifest unknown: manifest unknown\n',
    ],
    [
      'pull 127.0.0.1:1/x:v1',
      'Error response from daemon: Get "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused\n',
    ],
    [
      'pull quay.io/x/y:v1',
      'Error response from daemon: Get "https://quay.io/v2/": dial tcp: lookup quay.io: no such host\n',
    ],
    ['pull BAD', 'invalid reference format: repository name (library/BAD) must be lowercase\n'],
    ['pull a::b', 'invalid reference format\n'],
    ['push -q 127.0.0.1:1/never:v1', 'An image does not exist locally with the tag: 127.0.0.1:1/never\n'],
    ['tag nope:v2 x', 'Error response from daemon: No such image: nope:v2\n'],
    [
      'tag busybox BAD',
      'Error parsing reference: "BAD" is not a valid repository/tag: invalid reference format: repository name (library/BAD) must be lowercase\n',
    ],
    ['rmi nope', 'Error response from daemon: No such image: nope:latest\n'],
    ['history nope', 'Error response from daemon: No such image: nope:latest\n'],
    ['inspect nope', 'Error: No such object: nope\n'],
    ['image inspect nope', 'Error response from daemon: No such image: nope:latest\n'],
  ])('docker %s', async (command, message) => {
    const { host } = engine.registry;
    const { code, err } = await engine.docker(command.replaceAll('REGISTRY', host));
    expect(err).toBe(message.replaceAll('REGISTRY', host));
    expect(code).toBe(1);
  });
});

test('images are listed, newest first, by name, as ID or through a template', async () => {
  const { docker } = engine;
  await docker('pull -q alpine:3.19');
  await docker('tag alpine:3.19 mine/alpine:v1');
  expect((await docker('images mine/*')).out).toMatch(
    /^REPOSITORY {3,}TAG {7}IMAGE ID {7}CREATED {2,}SIZE\nmine\/alpine {3}v1 {8}[0-9a-f]{12} {3}\d+ months ago {3}8.31MB\n$/,
  );
  expect((await docker("images --format '{{.Repository}}:{{.Tag}} {{.Size}}' alpine")).out).toBe(
    'alpine:3.19 8.31MB\n',
  );
  const { out: id } = await docker('images -q --no-trunc alpine');
  expect(id).toMatch(/^sha256:[0-9a-f]{64}\n$/);
  expect((await docker(`inspect -f '{{json .RepoTags}} {{.Config.Cmd}}' ${id.slice(7, 19)}`)).out).toBe(
    '["alpine:3.19","mine/alpine:v1"] [/bin/sh]\n',
  );
  expect((await docker('images --filter dangling=true')).out).toBe(
    'REPOSITORY   TAG       IMAGE ID   CREATED   SIZE\n',
  );
});

test('an image goes with its last name', async () => {
  const { docker } = engine;
  await docker('pull -q alpine:3.18');
  await docker('tag alpine:3.18 one:v1');
  const id = (await docker('images -q one')).out.trim();
  const conflict = await docker(`rmi ${id}`);
  expect(conflict.code).toBe(1);
  expect(conflict.err).toBe(
    `Error response from daemon: conflict: unable to delete ${id} (must be forced) - image is referenced in multiple repositories\n`,
  );
  expect((await docker('rmi one:v1')).out).toBe('Untagged: one:v1\n');
  expect(masked((await docker('rmi alpine:3.18')).out)).toBe(
    'Untagged: alpine:3.18\nUntagged: alpine@DIGEST\nDeleted: DIGEST\n',
  );
  expect((await docker('rmi -f alpine:3.18')).code).toBe(0);
});

test('an image can be pulled by its digest', async () => {
  const { docker, images, registry } = engine;
  await docker('pull -q busybox');
  const digest = images.find('busybox')?.digest ?? '';
  await docker(`tag busybox ${registry.host}/by-digest:v1`);
  await docker(`push -q ${registry.host}/by-digest:v1`);
  const { code, out } = await docker(`pull ${registry.host}/by-digest@${digest}`);
  expect(code).toBe(0);
  expect(out).toContain(`Digest: ${digest}\n`);
});

describe('a command line that is wrong', () => {
  test.each([
    ['foo', 1, "docker: unknown command: docker foo\n\nRun 'docker --help' for more information\n"],
    [
      'image foo',
      1,
      "docker: unknown command: docker image foo\n\nUsage:  docker image\n\nRun 'docker image --help' for more information\n",
    ],
    [
      '--zz',
      125,
      "unknown flag: --zz\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]\n\nRun 'docker --help' for more information\n",
    ],
    [
      'pull --foo x',
      125,
      "unknown flag: --foo\n\nUsage:  docker pull [OPTIONS] NAME[:TAG|@DIGEST]\n\nRun 'docker pull --help' for more information\n",
    ],
    [
      'images -z',
      125,
      "unknown shorthand flag: 'z' in -z\n\nUsage:  docker images [OPTIONS] [REPOSITORY[:TAG]]\n\nRun 'docker images --help' for more information\n",
    ],
    [
      'images --format',
      125,
      "flag needs an argument: --format\n\nUsage:  docker images [OPTIONS] [REPOSITORY[:TAG]]\n\nRun 'docker images --help' for more information\n",
    ],
    [
      'tag a',
      1,
      "docker: 'docker tag' requires 2 arguments\n\nUsage:  docker tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]\n\nRun 'docker tag --help' for more information\n",
    ],
    [
      'rmi',
      1,
      "docker: 'docker rmi' requires at least 1 argument\n\nUsage:  docker rmi [OPTIONS] IMAGE [IMAGE...]\n\nSee 'docker rmi --help' for more information\n",
    ],
    ['run -it busybox', 1, 'the input device is not a TTY\n'],
    [
      'swarm init',
      1,
      "docker: 'docker swarm' is not something that the practice cluster's docker does; use kubectl\n",
    ],
  ])('docker %s', async (command, code, err) => {
    expect(await engine.docker(command)).toEqual({ code, out: '', err });
  });
});

test.each([
  'run',
  'ps',
  'logs',
  'pull',
  'push',
  'images',
  'rmi',
  'tag',
  'build',
  'history',
  'inspect',
  'version',
  'info',
  'login',
])('%s has help, which fits a screen', async (name) => {
  const { code, out, err } = await engine.docker(`${name} --help`);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^Usage: {2}docker [\s\S]+\n$/);
  expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect((await engine.docker(`help ${name}`)).out).toBe(out);
});

test('without an engine it says so, and where it looked', async () => {
  const nobody = await runDocker('images', { env: { PILOTAGE_PRACTICE: 'http://127.0.0.1:1/c/secret' } });
  expect(nobody).toEqual({
    code: 1,
    out: '',
    err: 'Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is the docker daemon running?\n',
  });
  const unset = await runDocker('images');
  expect(unset.code).toBe(1);
  expect(unset.err).toContain('PILOTAGE_PRACTICE');
  const version = await runDocker('version', { env: { PILOTAGE_PRACTICE: 'http://127.0.0.1:1/c/secret' } });
  expect(version.out).toMatch(/^Client:\n Version: /);
  expect(version.code).toBe(1);
});

test('version and info', async () => {
  const { docker } = engine;
  expect((await docker('--version')).out).toMatch(/^Docker version [\d.]+, build \w+\n$/);
  expect((await docker("version --format '{{.Server.Version}}'")).out).toMatch(/^[\d.]+\n$/);
  expect((await docker('info')).out).toContain('\n Server Version: ');
});
