import { demos } from './demos/pages.ts';

/**
 * Programs that have a handler for SIGTERM. Linux hides the signal from the first process of a container that has none:
 * `sleep 3600` only ends when the grace period does, here as on any node.
 */
export const handlesSigterm: ReadonlySet<string> = new Set([
  ...Object.keys(demos),
  'agnhost',
  'docker-entrypoint',
  'http-echo',
  'httpd',
  'matterbridge',
  'nginx',
  'node',
  'pause',
  'redis-server',
  'registry',
  'traefik-whoami',
]);
