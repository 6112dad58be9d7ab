import { execFileSync } from 'node:child_process';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { serve } from '../../src/pack/serve/server.ts';
import { PackFolder } from '../../src/pack/store/pack-folder.ts';
import { pilotage, run } from '../support/program.ts';
import { Place } from './lesson.ts';

interface Engine {
  readonly architecture: string;
  /** Where it pulls Docker Hub's images from first. */
  readonly mirror: string | undefined;
}

/** A real engine of this machine, or why there is none: the tests of real clusters start it, or name theirs. */
function realEngine(): Engine | string {
  if (!process.env.PILOTAGE_TEST_CONTEXT) return 'PILOTAGE_TEST_CONTEXT is not set';
  try {
    const stdout = execFileSync('docker', ['info', '--format', '{{json .}}'], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    const { Name, Architecture, RegistryConfig } = JSON.parse(stdout) as {
      Name?: string;
      Architecture?: string;
      RegistryConfig?: { Mirrors?: string[] | null };
    };
    if (Name === undefined) return 'no Docker engine answers';
    if (Name !== hostname()) return `the engine on ${Name} does not reach what listens on 127.0.0.1 here`;
    const architecture = Architecture === 'aarch64' ? 'arm64' : 'amd64';
    return { architecture, mirror: RegistryConfig?.Mirrors?.[0]?.replace(/\/$/, '') };
  } catch {
    return 'docker is not here, or has no engine';
  }
}

const engine = realEngine();

if (typeof engine === 'string') test.skip(`a real engine pulls from a pack: ${engine}`, () => {});
else {
  test('a real engine pulls from a pack what a real registry gave', async () => {
    using place = new Place();
    place.lesson('tour', ['busybox:1.35']);
    const mirror = engine.mirror === undefined ? [] : ['--mirror', engine.mirror];
    const args = ['pack', 'tour', '--json', '--platform', `linux/${engine.architecture}`, ...mirror];
    const { exit, stdout, stderr } = await pilotage(args, { cwd: place.dir });
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: expect.any(String) });
    const [image] = (JSON.parse(stdout) as { images: { digest: string; missing: number }[] }).images;
    expect(image).toMatchObject({ missing: 0 });

    await using serving = await serve({
      folder: new PackFolder(place.at('pilotage-pack')),
      host: '127.0.0.1',
      port: 0,
      welcome: async () => '',
      onPull: () => {},
    });
    const name = `127.0.0.1:${serving.address.port}/library/busybox`;
    try {
      const pulled = await run('docker', ['pull', `${name}:1.35`]);
      expect(pulled).toMatchObject({
        exit: 0,
        stdout: expect.stringContaining(`Digest: ${image?.digest}\n`),
      });
      const byDigest = await run('docker', ['pull', `${name}@${image?.digest}`]);
      expect(byDigest).toMatchObject({ exit: 0 });
      const ran = await run('docker', [
        'run',
        '--rm',
        '--network=none',
        `${name}:1.35`,
        'echo',
        'from the pack',
      ]);
      expect(ran).toMatchObject({ exit: 0, stdout: 'from the pack\n' });
    } finally {
      await run('docker', ['rmi', '--force', `${name}:1.35`, `${name}@${image?.digest}`]);
    }
  }, 120_000);
}
