import type { Node } from '../../objects.ts';

/** What the wording of a scheduler's messages depends on. */
export interface Explained {
  readonly nodes: readonly Node[];
  /** Of each node. */
  readonly faults: readonly (readonly string[])[];
  /** Whether the going of other pods could not help, of each node. */
  readonly hopeless: readonly boolean[];
  /** Why nobody was made to go; undefined when somebody was. */
  readonly preemption: 'none-found' | 'never' | 'waiting' | undefined;
}

/** As the FailedScheduling event says it, in the words of the nodes' version of Kubernetes. */
export function explainFailure({ nodes, faults, hopeless, preemption }: Explained): string {
  const count = nodes.length;
  if (count === 0) return 'no nodes available to schedule pods';
  const all = `0/${count} nodes are available:`;
  const minor = minorOf(nodes);
  const said = `${all} ${counted(faults.flat().map((fault) => worded(fault, minor)))}.`;
  if (preemption === undefined) return said;
  // Since resources may be claimed, each such message begins with what did not come of that.
  const prefix = minor >= 34 ? 'no new claims to deallocate, preemption:' : 'preemption:';
  if (preemption === 'never') return `${said} ${prefix} not eligible due to preemptionPolicy=Never.`;
  if (preemption === 'waiting')
    return `${said} ${prefix} not eligible due to terminating pod on the nominated node.`;
  const outcomes = hopeless.map((one) =>
    one ? 'Preemption is not helpful for scheduling' : 'No preemption victims found for incoming pod',
  );
  return `${said} ${prefix} ${all} ${counted(outcomes)}.`;
}

/** The same where it is not the nodes that are at fault, and no node would do. */
export function explainEverywhere(nodes: readonly Node[], fault: string): string {
  const count = nodes.length;
  const said = `0/${count} nodes are available: ${fault}.`;
  // What looks for others to make room finds no node that it could look at.
  if (minorOf(nodes) >= 34) return `${said} not found`;
  return `${said} preemption: 0/${count} nodes are available: ${count} Preemption is not helpful for scheduling.`;
}

function minorOf([first]: readonly Node[]): number {
  return Number(/^v1\.(\d+)/.exec(String(first?.status?.nodeInfo?.kubeletVersion))?.[1]);
}

/** From 1.35 on, a scheduler keeps the taints of nodes to itself. */
function worded(fault: string, minor: number): string {
  return minor >= 35 ? fault.replace(/untolerated taint \{.*\}$/, 'untolerated taint(s)') : fault;
}

function counted(list: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts]
    .map(([one, count]) => `${count} ${one}`)
    .sort()
    .join(', ');
}
