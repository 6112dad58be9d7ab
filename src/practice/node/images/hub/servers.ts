import { family } from './family.ts';
import { type ImageSpec, systemPath } from './image-spec.ts';
import { debianLayer, program } from './layers.ts';
import { currentAlpine } from './systems.ts';
import { apacheFiles, nginxFiles } from './web-files.ts';

/** Versions that tutorials name, newest first. */
const nginx = family({
  repository: 'library/nginx',
  versions: [
    ['1.29.3', '2025-10-28T22:14:57Z', 'latest', '1', '1.29', 'mainline'],
    ['1.28.0', '2025-04-23T16:03:14Z', 'stable', '1.28'],
    ['1.27.5', '2025-04-16T14:50:31Z', '1.27'],
    ['1.26.3', '2025-02-05T21:27:16Z', '1.26'],
    ['1.25.5', '2024-04-16T14:32:23Z', '1.25'],
    ['1.24.0', '2023-04-11T17:20:08Z', '1.24'],
    ['1.23.4', '2023-03-28T15:02:20Z', '1.23'],
    ['1.21.6', '2022-01-25T16:00:14Z', '1.21'],
    ['1.20.2', '2021-11-16T14:44:02Z', '1.20'],
    ['1.19.10', '2021-04-13T15:13:59Z', '1.19'],
    ['1.18.0', '2020-04-21T14:09:01Z', '1.18'],
    ['1.17.10', '2020-04-14T14:19:26Z', '1.17'],
    ['1.16.1', '2019-08-13T15:18:56Z', '1.16'],
    ['1.15.12', '2019-04-16T13:08:19Z', '1.15'],
    ['1.14.2', '2018-12-04T14:44:49Z', '1.14'],
    ['1.9.1', '2015-05-26T13:49:50Z', '1.9'],
    ['1.7.9', '2014-12-23T15:28:37Z', '1.7'],
  ],
  variants: [
    { name: '', base: debianLayer, advertised: 117_441_536 },
    { name: 'alpine', base: currentAlpine, advertised: 44_040_192 },
  ],
  config: (version) => ({
    Env: [systemPath, `NGINX_VERSION=${version}`],
    Entrypoint: ['/docker-entrypoint.sh'],
    Cmd: ['nginx', '-g', 'daemon off;'],
    ExposedPorts: { '80/tcp': {} },
    Labels: { maintainer: 'NGINX Docker Maintainers <docker-maint@nginx.com>' },
  }),
  createdBy: 'RUN install nginx',
  files: nginxFiles,
});

const redis = family({
  repository: 'library/redis',
  versions: [
    ['8.2.2', '2025-10-03T17:32:41Z', 'latest', '8', '8.2'],
    ['7.4.6', '2025-10-03T17:32:41Z', '7', '7.4'],
    ['7.2.11', '2025-10-03T17:32:41Z', '7.2'],
    ['7.0.15', '2024-01-09T12:05:02Z', '7.0'],
    ['6.2.20', '2025-10-03T17:32:41Z', '6', '6.2'],
    ['6.0.20', '2023-07-10T20:25:36Z', '6.0'],
    ['5.0.14', '2022-12-20T00:00:00Z', '5', '5.0'],
    ['5.0.4', '2019-05-11T01:18:57Z'],
  ],
  variants: [
    { name: '', base: debianLayer, advertised: 62_914_560 },
    { name: 'alpine', base: currentAlpine, advertised: 33_554_432 },
  ],
  config: (version) => ({
    Env: [systemPath, `REDIS_VERSION=${version}`],
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['redis-server'],
    ExposedPorts: { '6379/tcp': {} },
    WorkingDir: '/data',
  }),
  createdBy: 'RUN install redis',
  files: {
    'usr/local/bin/redis-server': program('redis-server'),
    'usr/local/bin/redis-cli': program('redis-cli'),
    'usr/local/bin/docker-entrypoint.sh': program('docker-entrypoint'),
    'data/': '',
  },
});

const httpd = family({
  repository: 'library/httpd',
  versions: [['2.4.65', '2025-07-23T17:10:06Z', 'latest', '2', '2.4']],
  variants: [
    { name: '', base: debianLayer, advertised: 42_107_904 },
    { name: 'alpine', base: currentAlpine, advertised: 42_107_904 },
  ],
  config: (version) => ({
    Env: [
      'PATH=/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      `HTTPD_VERSION=${version}`,
    ],
    Cmd: ['httpd-foreground'],
    ExposedPorts: { '80/tcp': {} },
    WorkingDir: '/usr/local/apache2',
  }),
  createdBy: 'RUN install httpd',
  files: apacheFiles,
});

const matterbridge = family({
  repository: '42wim/matterbridge',
  versions: [
    ['1.26.0', '2023-01-29T21:23:22Z', 'latest', 'stable', '1.26'],
    ['1.25.2', '2022-04-02T20:01:24Z', '1.25'],
    ['1.22.3', '2021-06-17T21:45:38Z', '1.22'],
    ['1.18.0', '2020-06-17T21:42:16Z', '1.18'],
    ['1.9.0', '2018-02-26T23:17:59Z', '1.9'],
  ],
  variants: [{ name: '', base: currentAlpine, advertised: 60_000_000 }],
  config: (version) => ({
    Env: [systemPath, `MATTERBRIDGE_VERSION=${version}`],
    Entrypoint: ['/bin/matterbridge', '-conf', '/etc/matterbridge/matterbridge.toml'],
    WorkingDir: '/',
  }),
  createdBy: 'COPY /bin/matterbridge /bin/matterbridge # buildkit',
  files: {
    'bin/matterbridge': program('matterbridge'),
    // People mount it at one place or the other.
    'etc/matterbridge/matterbridge.toml': '-> /matterbridge.toml',
  },
});

const registryConfig = `version: 0.1
log:
  fields:
    service: registry
storage:
  cache:
    blobdescriptor: inmemory
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: :5000
  headers:
    X-Content-Type-Options: [nosniff]
`;

export const serverImages: readonly ImageSpec[] = [
  ...nginx,
  ...redis,
  ...httpd,
  {
    repository: 'hashicorp/http-echo',
    tags: ['latest', '1.0', '1.0.0', '0.2.3'],
    created: '2023-07-12T19:46:19Z',
    config: {
      Env: [systemPath, 'PRODUCT_VERSION=1.0.0'],
      Entrypoint: ['/http-echo'],
      ExposedPorts: { '5678/tcp': {} },
      WorkingDir: '/',
    },
    layers: [
      {
        advertised: 8_943_616,
        createdBy: 'COPY http-echo / # buildkit',
        files: { 'http-echo': program('http-echo') },
      },
    ],
  },
  {
    repository: 'traefik/whoami',
    tags: ['latest', 'v1.11', 'v1.11.0', 'v1.10'],
    created: '2025-03-31T09:44:06Z',
    config: { Env: [systemPath], Entrypoint: ['/whoami'], ExposedPorts: { '80/tcp': {} }, WorkingDir: '/' },
    layers: [
      {
        advertised: 6_711_296,
        createdBy: 'COPY whoami / # buildkit',
        files: { whoami: program('traefik-whoami') },
      },
    ],
  },
  {
    repository: 'library/registry',
    tags: ['2', '2.8', '2.8.3', '2.7'],
    created: '2023-10-02T18:42:49Z',
    config: {
      Env: [systemPath],
      Entrypoint: ['/entrypoint.sh'],
      Cmd: ['/etc/docker/registry/config.yml'],
      ExposedPorts: { '5000/tcp': {} },
    },
    layers: [
      currentAlpine,
      {
        advertised: 17_091_584,
        createdBy: 'COPY registry /bin/registry # buildkit',
        files: {
          'bin/registry': program('registry'),
          'entrypoint.sh': program('registry'),
          'etc/docker/registry/config.yml': registryConfig,
          'var/lib/registry/': '',
        },
      },
    ],
  },
  ...matterbridge,
];
