import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConnection } from '../../api/connection.ts';
import { getJson } from '../../api/http.ts';
import { writeOwnKubeconfig } from '../../context/own-kubeconfig.ts';
import type { ContextFact } from './kubeconfig.ts';

/** What a cluster says of itself. */
export type ServerFacts =
  | {
      readonly kind: 'answers';
      /** As `v1.34.1`. */
      readonly version: string;
      /** Names of the images that its nodes have, as far as these tell. */
      readonly images: readonly string[];
    }
  | { readonly kind: 'fails'; readonly error: unknown }
  /** It is not known to be on this machine: nothing was sent there. */
  | { readonly kind: 'left-alone' };

interface NodeList {
  items?: { status?: { images?: { names?: string[] }[] } }[];
}

/** Milliseconds for all questions together. */
const patience = 8_000;

/** Asks a cluster of this machine for its version and its images, and no other cluster for anything. */
export async function gatherServer(fact: ContextFact): Promise<ServerFacts> {
  if (fact.stranger !== undefined) return { kind: 'left-alone' };
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-doctor-'));
  const signal = AbortSignal.timeout(patience);
  try {
    const file = join(dir, 'kubeconfig');
    await writeOwnKubeconfig(file, fact);
    const connection = await openConnection(file);
    try {
      const { gitVersion } = await getJson<{ gitVersion: string }>(connection, '/version', signal);
      // Who may not list nodes learns nothing of their images, and that is no fault.
      const nodes = await getJson<NodeList>(connection, '/api/v1/nodes', signal).catch((): NodeList => ({}));
      const images = (nodes.items ?? []).flatMap(({ status }) => status?.images ?? []);
      return { kind: 'answers', version: gitVersion, images: images.flatMap(({ names }) => names ?? []) };
    } finally {
      connection.close();
    }
  } catch (error) {
    return { kind: 'fails', error };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
