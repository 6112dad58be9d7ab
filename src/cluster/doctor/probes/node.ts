import { satisfies } from 'semver';
import { mendNode } from '../mend/packages.ts';
import { type Finding, problem } from '../problem.ts';
import type { System } from '../system.ts';

/** @param version of Node.js, such as 24.1.0; @param wanted a range */
export function judgeNode(version: string, wanted: string, system: System): Finding {
  const found = [`Node.js ${version}`];
  if (satisfies(version, wanted, { includePrerelease: true })) return { found, problems: [] };
  const mend = mendNode(system);
  return {
    found,
    problems: [problem('missing', 'node-too-old', { version, wanted }, `node v${version}`, mend)],
  };
}
