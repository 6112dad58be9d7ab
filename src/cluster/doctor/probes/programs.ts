import { coerce, satisfies, validRange } from 'semver';
import { firstLine, type Ran } from '../../ran.ts';
import type { ProgramFacts } from '../gather/programs.ts';
import { integrateWsl, mendPlugin } from '../mend/docker.ts';
import { mendProgram } from '../mend/program.ts';
import { type Finding, type Problem, problem } from '../problem.ts';
import type { Subject } from '../subject.ts';
import type { System } from '../system.ts';

/** What the runner itself needs, whatever the lesson says: macOS still has bash 3.2. */
const ownRanges: Readonly<Record<string, string>> = { bash: '>=3.2' };
/** What the practice cluster brings where the machine has none. */
const brought = ['kubectl', 'curl', 'node'];

export function judgePrograms(facts: ProgramFacts, subject: Subject, system: System): Finding {
  const found: string[] = [];
  const problems: Problem[] = [];
  for (const [name, answer] of facts.programs) {
    const wanted = subject.uses.requires[name] ?? ownRanges[name] ?? '*';
    const version = versionIn(answer);
    if (version !== undefined) found.push(`${name} ${version}`);
    if (answer.kind === 'missing' && subject.cluster.kind === 'practice' && brought.includes(name)) continue;
    problems.push(...judgeProgram(name, answer, wanted, system));
  }
  const docker = facts.programs.get('docker');
  for (const [plugin, answer] of facts.plugins) {
    // Without docker there is no plugin of it, and installing docker brings both.
    if (docker?.kind !== 'ended' || docker.exit !== 0) continue;
    const version = answer.kind === 'ended' && answer.exit === 0 ? versionIn(answer) : undefined;
    if (version !== undefined) found.push(`docker ${plugin} ${version}`);
    else problems.push(judgePlugin(plugin, answer, system));
  }
  return { found, problems };
}

function judgeProgram(program: string, answer: Ran, wanted: string, system: System): Problem[] {
  const mend = mendProgram(program, system);
  if (answer.kind === 'missing') {
    return [problem('missing', 'program-missing', { program }, `${program}: command not found`, mend)];
  }
  if (answer.kind === 'silent') {
    const { seconds } = answer;
    return [problem('warning', 'program-silent', { program, seconds }, program, mend)];
  }
  const first = firstLine(answer.stdout, answer.stderr);
  // kubectl's JSON begins with a brace.
  const said = /^[{[]/.test(first) ? `${program} ${versionIn(answer) ?? first}` : first;
  // What stands in for docker in a Linux of Windows where Docker Desktop does not serve it.
  if (program === 'docker' && answer.exit !== 0 && /WSL/.test(answer.stdout + answer.stderr)) {
    return [problem('missing', 'docker-not-in-wsl', {}, said, integrateWsl)];
  }
  const version = versionIn(answer);
  if (version === undefined && answer.exit !== 0) {
    const complaint = firstLine(answer.stderr, answer.stdout) || `exit code ${answer.exit}`;
    return [problem('missing', 'program-broken', { program }, complaint, mend)];
  }
  const problems =
    program === 'docker' && /podman/i.test(answer.stdout) ? [isPodman(version, said, system)] : [];
  if (wanted === '*' || problems.length > 0) return problems;
  if (version === undefined) return [problem('warning', 'version-unknown', { program, wanted }, said)];
  if (validRange(wanted) === null) {
    return [problem('warning', 'requirement-unclear', { program, wanted }, `${program}: ${wanted}`)];
  }
  if (satisfies(coerce(version) ?? version, wanted)) return [];
  return [problem('missing', 'program-too-old', { program, version, wanted }, said, mend)];
}

function isPodman(version: string | undefined, said: string, system: System): Problem {
  return problem(
    'warning',
    'docker-is-podman',
    { version: version ?? '' },
    said,
    mendProgram('docker', system),
  );
}

function judgePlugin(plugin: 'compose' | 'buildx', answer: Ran, system: System): Problem {
  const said = answer.kind === 'ended' ? firstLine(answer.stderr, answer.stdout) : `docker ${plugin}`;
  // Without buildx docker still builds, with a builder that it is about to drop.
  const severity = plugin === 'compose' ? 'missing' : 'warning';
  return problem(severity, 'plugin-missing', { plugin }, said, mendPlugin(plugin, system));
}

/** The first thing in what a program said that looks like a version. */
function versionIn(answer: Ran): string | undefined {
  if (answer.kind !== 'ended') return undefined;
  // kubectl says several things in JSON, its own version among them.
  const own = /"gitVersion":\s*"v?([^"]+)"/.exec(answer.stdout)?.[1];
  return own ?? /\bv?(\d+\.\d+(?:\.\d+)?)/.exec(answer.stdout)?.[1];
}
