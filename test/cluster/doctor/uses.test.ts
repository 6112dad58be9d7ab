import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { usesOf } from '../../../src/cluster/doctor/lesson/uses.ts';
import { imagesOf } from '../../../src/lesson/images/commands.ts';
import { imagesInFiles } from '../../../src/lesson/images/files.ts';
import { isForeign } from '../../../src/lesson/images/reference.ts';
import { commandsIn } from '../../../src/lesson/lint/commands.ts';
import { loadLesson } from '../../../src/lesson/load.ts';
import { root } from '../../support/program.ts';

test('what DockerCoins uses', async () => {
  const lesson = await loadLesson(join(root, 'lessons', 'dockercoins'));
  expect(await usesOf(lesson, 'minikube')).toMatchObject({
    lesson: 'dockercoins',
    docker: true,
    compose: true,
    builds: true,
    images: ['busybox:1.35', 'node:24-alpine', 'redis:7', 'registry:2'],
    nodePorts: [],
  });
});

test('what the chat gateway uses', async () => {
  const lesson = await loadLesson(join(root, 'lessons', 'chat-gateway'));
  expect((await usesOf(lesson, 'context')).images).toEqual([
    '42wim/matterbridge:1.25.2',
    '42wim/matterbridge:1.26.0',
    'registry:2',
  ]);
});

test('what continuous delivery uses: not the door that it leaves to others', async () => {
  const lesson = await loadLesson(join(root, 'lessons', 'delivery'));
  expect((await usesOf(lesson, 'context')).images).toEqual(['node:24-alpine', 'registry:2']);
});

test('the images that commands name', () => {
  const script = `
    kubectl create deployment web --image=nginx:1.27
    kubectl run tmp --rm -it --image "alpine" -- sh
    docker pull --quiet --platform linux/arm64 ghcr.io/a/b:1; docker run --rm -d redis:7 redis-server
    docker run --detach --name db --volume "$PWD/db:/data" \\
      mysql:8.4 --verbose
    docker run --rm --entrypoint cat $REGISTRY/own:v1 /etc/passwd
    kubectl create deployment own --image=$REGISTRY/own:v1
    kubectl create deployment local --image=127.0.0.1:5000/local
    kubectl set image deployment/web web=nginx:1.29
  `;
  expect(commandsIn(script).flatMap(imagesOf).filter(isForeign).sort()).toEqual([
    'alpine',
    'ghcr.io/a/b:1',
    'mysql:8.4',
    'nginx:1.27',
    'nginx:1.29',
    'redis:7',
  ]);
});

describe('the images that files name', () => {
  let folder: string;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pilotage-files-'));
    write(
      'Dockerfile',
      'ARG X\nFROM --platform=linux/amd64 golang:1.24 AS build\nFROM build AS test\nfrom scratch\n',
    );
    write('compose.yml', 'services:\n  a: { build: a, image: mine }\n  b: { image: "redis:7" }\n');
    write(
      'web.yaml',
      'kind: Pod\nspec: { containers: [{ image: nginx }] }\n---\nkind: Service\nspec: { ports: [{ nodePort: 30080 }] }\n',
    );
    write(
      'kustomization.yaml',
      'images: [{ name: web, newName: caddy, newTag: 2.10.0 }, { name: redis, newTag: 8 }]\n',
    );
    write('template.yaml', 'image: {{ .Values.image }}\n  - broken');
    write('notes.txt', 'image: not-this-one\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('of Dockerfiles, manifests and Compose files; not stages, what is built, or what is no YAML', async () => {
    const { images } = await imagesInFiles(folder);
    expect(images.sort()).toEqual(['caddy:2.10.0', 'golang:1.24', 'nginx', 'redis:7', 'redis:8']);
  });
});
