import { registry } from '../images/registry/program.ts';
import { dockerEntrypoint } from './docker-entrypoint.ts';
import { node } from './node.ts';
import type { ContainerProgram } from './program.ts';
import { redisCli } from './redis/cli.ts';
import { redisServer } from './redis/server.ts';

/** What the executables of built-in images stand for, by the name that they say they are. */
export const programs: Readonly<Record<string, ContainerProgram>> = {
  'docker-entrypoint': dockerEntrypoint,
  node,
  'redis-cli': redisCli,
  'redis-server': redisServer,
  registry,
};
