import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { distDir } from '../../src/base/package-root.ts';
import { startPractice } from '../cluster/support/practice-cluster.ts';
import { realCluster, type TestCluster, whyNoRealCluster } from '../cluster/support/real-cluster.ts';
import { type ClientVersion, findClient, VERSIONS } from './clients.ts';

/** A column of the table: a kubectl and a cluster. */
export interface Variant {
  readonly name: string;
  /** Why it cannot run here. */
  readonly missing: string | undefined;
  /** A cluster with a namespace for one theme. */
  start(): Promise<TestCluster>;
  dispose(): Promise<void>;
}

/** What the others are compared with. */
export const REFERENCE: ClientVersion = '1.32';
/** The client of the comparison with the real cluster: the nearest to it in age. */
export const ON_REAL: ClientVersion = '1.28';

export const VARIANTS = [
  REFERENCE,
  ...VERSIONS.filter((version) => version !== REFERENCE),
  'own',
  'real',
] as const;
export type VariantName = (typeof VARIANTS)[number];

/**
 * Its kubectl is first on PATH until it is disposed of: the practice cluster answers as the version that it finds there.
 * One at a time, therefore.
 */
export async function openVariant(name: VariantName): Promise<Variant> {
  const bin = await mkdtemp(join(tmpdir(), 'pilotage-conformance-'));
  const missing = await install(name, join(bin, 'kubectl'));
  const before = process.env.PATH;
  process.env.PATH = `${bin}${delimiter}${before}`;
  return {
    name,
    missing,
    start: name === 'real' ? realCluster : startPractice,
    async dispose() {
      process.env.PATH = before;
      await rm(bin, { recursive: true, force: true });
    },
  };
}

async function install(name: VariantName, file: string): Promise<string | undefined> {
  if (name === 'own') {
    const program = join(distDir, 'kubectl.js');
    if (!existsSync(program)) throw new Error(`${program} is not there: build first`);
    await writeFile(file, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
    await chmod(file, 0o755);
    return undefined;
  }
  const noCluster = name === 'real' ? whyNoRealCluster() : undefined;
  if (noCluster !== undefined) return noCluster;
  const found = await findClient(name === 'real' ? ON_REAL : name);
  if ('missing' in found) return found.missing;
  await symlink(found.path, file);
  return undefined;
}
