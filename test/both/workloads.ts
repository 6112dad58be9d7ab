import { expect, vi } from 'vitest';
import type { KubeEvent, Pod } from '../../src/practice/objects.ts';
import type { TestCluster } from '../cluster/support/real-cluster.ts';

/** What tests of workloads ask of a cluster. */
export function workloads(cluster: () => TestCluster) {
  const kubectl = (...args: string[]) => cluster().kubectl(...args);
  const items = async <T>(...args: string[]) =>
    (JSON.parse(await kubectl('get', ...args, '-o', 'json')) as { items: T[] }).items;
  const until = (expectation: () => Promise<void>) =>
    vi.waitFor(expectation, { timeout: 90_000, interval: 200 });
  return {
    kubectl,
    /** Pods by label, by name. */
    async pods(selector: string): Promise<Pod[]> {
      const found = await items<Pod>('pods', '-l', selector);
      return found.sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
    },
    /** `REASON MESSAGE` of what happened to an object, in order; what happened again is where it was first. */
    async events(kind: string, name: string): Promise<string[]> {
      const selector = `involvedObject.kind=${kind},involvedObject.name=${name}`;
      const found = await items<KubeEvent>('events', '--field-selector', selector);
      found.sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
      return found.map(({ reason, message }) => `${reason} ${message}`);
    },
    /**
     * Deletes a pod that comes back under its name. kubectl's own waiting asks twice what has that name, and waits for
     * ever for the end of the new pod if the old one went in between.
     */
    async replaced(name: string): Promise<void> {
      const uid = () => kubectl('get', 'pod', name, '--ignore-not-found', '-o', 'jsonpath={.metadata.uid}');
      const before = await uid();
      await kubectl('delete', 'pod', name, '--wait=false');
      await until(async () => expect(['', before]).not.toContain(await uid()));
    },
    rolledOut: (object: string) => kubectl('rollout', 'status', object, '--timeout=150s'),
    until,
  };
}
