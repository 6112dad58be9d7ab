import { describe, expect, test } from 'vitest';
import { bytesOf, Registry } from '../../src/cluster/registry/client.ts';
import { signedIn } from '../../src/cluster/registry/credentials.ts';
import { Origin } from '../pack/origin.ts';
import { createMachine } from '../support/machine.ts';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('who has signed in with docker', () => {
  test('by what docker keeps itself, and by the program that keeps it for docker', async () => {
    const machine = createMachine();
    try {
      const env = { ...machine.env, DOCKER_CONFIG: `${machine.home}/docker` };
      expect(await signedIn('docker.io', env)).toBeUndefined();
      const auth = Buffer.from('ann:secret').toString('base64');
      const auths = { 'https://index.docker.io/v1/': { auth }, 'registry.example': {} };
      machine.writes('docker/config.json', JSON.stringify({ auths }));
      expect(await signedIn('docker.io', env)).toBe(basic('ann:secret'));
      expect(await signedIn('registry.example', env)).toBeUndefined();

      machine.writes(
        'docker/config.json',
        JSON.stringify({ auths, credHelpers: { 'registry.example': 'safe' } }),
      );
      machine.writes(
        'bin/docker-credential-safe',
        '#!/bin/sh\nread SERVER\n[ "$1 $SERVER" = "get registry.example" ] && echo \'{"Username":"bob","Secret":"hush"}\'\n',
        0o755,
      );
      expect(await signedIn('registry.example', env)).toBe(basic('bob:hush'));
      machine.writes('docker/config.json', '{"credsStore":"gone"}');
      expect(await signedIn('docker.io', env)).toBeUndefined();
      machine.writes('docker/config.json', 'no JSON');
      expect(await signedIn('docker.io', env)).toBeUndefined();
    } finally {
      machine.remove();
    }
  });

  test.each(['Bearer', 'Basic'])('is told where %s is asked for, and not before', async (scheme) => {
    await using origin = await Origin.start();
    const { digest, text } = origin.image('team/tool:1', 'amd64', 10);
    const seen: string[] = [];
    origin.interfere = ({ url = '', headers: { authorization = '-' } }, response) => {
      seen.push(`${url.split('?')[0]} ${authorization}`);
      if (url.startsWith('/token')) return Boolean(response.end('{"access_token":"t"}'));
      if (authorization === 'Bearer t' || authorization === basic('ann:secret')) return false;
      const challenge = scheme === 'Basic' ? 'Basic realm="x"' : `Bearer realm="${origin.address}/token"`;
      return Boolean(response.writeHead(401, { 'www-authenticate': challenge }).end());
    };
    const registry = new Registry(origin.address, {
      env: {},
      patience: 20_000,
      signIn: async () => basic('ann:secret'),
    });
    const { signal } = new AbortController();
    const question = { method: 'GET', repository: 'team/tool', path: `manifests/${digest}`, signal } as const;
    expect((await bytesOf(await registry.ask(question))).toString()).toBe(text);
    registry.close();
    const path = `/v2/team/tool/manifests/${digest}`;
    expect(seen).toEqual(
      scheme === 'Basic'
        ? [`${path} -`, `${path} ${basic('ann:secret')}`]
        : [`${path} -`, `/token ${basic('ann:secret')}`, `${path} Bearer t`],
    );
  });
});
