import { registry } from '../images/registry/program.ts';
import { busybox } from './busybox/index.ts';
import { agnhost } from './demos/agnhost.ts';
import { demos } from './demos/pages.ts';
import { dockerEntrypoint } from './docker-entrypoint.ts';
import { hello } from './hello.ts';
import { httpEcho } from './http-echo.ts';
import { httpd } from './httpd.ts';
import { matterbridge } from './matterbridge/matterbridge.ts';
import { nginx } from './nginx/nginx.ts';
import { node } from './node.ts';
import { npm } from './npm.ts';
import { pause } from './pause.ts';
import { perl } from './perl.ts';
import type { ContainerProgram } from './program.ts';
import { redisCli } from './redis/cli.ts';
import { redisServer } from './redis/server.ts';
import { refused } from './refused.ts';
import { sh } from './shell/sh.ts';
import { whoami } from './whoami.ts';

/** What the executables of built-in images stand for, by the name that they say they are. */
export const programs: Readonly<Record<string, ContainerProgram>> = {
  ...busybox,
  ...demos,
  ...refused,
  agnhost,
  ash: sh,
  'docker-entrypoint': dockerEntrypoint,
  hello,
  'http-echo': httpEcho,
  httpd,
  matterbridge,
  nginx,
  node,
  npm,
  pause,
  perl,
  'redis-cli': redisCli,
  'redis-server': redisServer,
  registry,
  sh,
  'traefik-whoami': whoami,
};
