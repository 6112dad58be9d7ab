import { type ImageSpec, systemPath } from './image-spec.ts';
import { alpineLayer, busyboxLayer, debianLayer, program } from './layers.ts';

const alpineVersions: readonly (readonly [version: string, created: string, ...tags: string[]])[] = [
  ['3.22.1', '2025-07-15T11:31:32Z', 'latest', '3', '3.22'],
  ['3.21.4', '2025-07-15T11:31:15Z', '3.21'],
  ['3.20.7', '2025-07-15T11:31:04Z', '3.20'],
  ['3.19.8', '2025-07-15T11:30:57Z', '3.19'],
  ['3.18.12', '2025-02-14T03:28:36Z', '3.18'],
  ['3.17.10', '2024-09-06T22:20:09Z', '3.17'],
  ['3.16.9', '2024-01-27T00:30:56Z', '3.16'],
  ['3.14.10', '2023-03-29T18:19:29Z', '3.14'],
  ['3.12.12', '2022-04-05T00:20:18Z', '3.12'],
];

export const currentAlpine = alpineLayer('3.22.1');

export const systems: readonly ImageSpec[] = [
  {
    repository: 'library/busybox',
    tags: ['latest', '1', '1.36', '1.36.1', '1.35', '1.28', 'stable', 'glibc', 'musl', 'uclibc'],
    created: '2024-09-26T21:31:42Z',
    config: { Env: [systemPath], Cmd: ['sh'] },
    layers: [busyboxLayer],
  },
  ...alpineVersions.map(
    ([version, created, ...tags]): ImageSpec => ({
      repository: 'library/alpine',
      tags: [...tags, version],
      created,
      config: { Env: [systemPath], Cmd: ['/bin/sh'], WorkingDir: '/' },
      layers: [alpineLayer(version)],
    }),
  ),
  {
    repository: 'library/debian',
    tags: ['latest', 'bookworm', 'bookworm-slim', '12', '12-slim', 'stable', 'stable-slim', 'bullseye', '11'],
    created: '2025-11-04T00:00:00Z',
    config: { Env: [systemPath], Cmd: ['bash'] },
    layers: [debianLayer],
  },
  {
    repository: 'library/ubuntu',
    tags: ['latest', '24.04', 'noble', '22.04', 'jammy', '20.04', 'focal', '18.04'],
    created: '2025-10-13T00:00:00Z',
    config: { Env: [systemPath], Cmd: ['/bin/bash'] },
    layers: [debianLayer],
  },
  {
    repository: 'library/hello-world',
    tags: ['latest', 'linux'],
    created: '2025-01-22T00:32:52Z',
    config: { Env: [systemPath], Cmd: ['/hello'], WorkingDir: '/' },
    layers: [
      { advertised: 10_072, createdBy: 'COPY hello / # buildkit', files: { hello: program('hello') } },
    ],
  },
];
