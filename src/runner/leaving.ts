/**
 * What in a command would leave the run's cluster: its kubeconfig has one context, and nothing else may be touched
 * from a step, by a slip or by a lesson that was written for one machine.
 */
const ways = [
  /(?<=^|\s)--kubeconfig(?=[\s=])/,
  /(?<=^|\s)--(?:kube-)?context(?=[\s=])/,
  /\bkubectl\s+config\s+(?:use-context|use|set-context|set-cluster|set-credentials|set|delete-context)\b/,
  /\bkubectx\b(?=\s+[^-\s])/,
  /\bKUBECONFIG=/,
  /\bunset\s+(?:-v\s+)?KUBECONFIG\b/,
];

/** The words by which a command would leave the run's cluster; undefined when it stays. */
export function whatLeaves(command: string): string | undefined {
  const code = command.replaceAll(/^\s*#.*$/gm, '');
  for (const way of ways) {
    const found = way.exec(code)?.[0];
    if (found !== undefined) return found.replaceAll(/\s+/g, ' ');
  }
  return undefined;
}
