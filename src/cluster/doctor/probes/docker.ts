import { isIP } from 'node:net';
import { firstLine } from '../../ran.ts';
import type { DockerFacts } from '../gather/docker.ts';
import { allowDocker, integrateWsl, mendDocker, startDocker } from '../mend/docker.ts';
import { type Finding, type Problem, problem, type Severity } from '../problem.ts';
import type { System } from '../system.ts';

/** What the engine is for. */
export interface DockerNeed {
  /** False where there is another way to run the cluster: then its lack is told, and stops nobody. */
  readonly engine: boolean;
  /** The lesson uses docker itself: whether that program is there is told among the programs. */
  readonly program: boolean;
}

/** Whether the engine that docker talks to is there, and is this machine's. */
export function judgeDocker(facts: DockerFacts, need: DockerNeed, system: System): Finding {
  const { engine, endpoint } = facts;
  if (engine === undefined) return { found: [], problems: judgeSilence(facts, need, system) };
  const found = [`Docker engine ${engine.version}${engine.system ? ` (${engine.system})` : ''}`];
  if (endpoint === undefined || facts.inMinikube || isHere(endpoint)) return { found, problems: [] };
  return { found, problems: [problem('warning', 'docker-elsewhere', { endpoint }, endpoint, unset(facts))] };
}

function judgeSilence(facts: DockerFacts, need: DockerNeed, system: System): Problem[] {
  const { version, host, context } = facts;
  const severity: Severity = need.engine ? 'missing' : 'warning';
  if (version.kind === 'missing') {
    if (need.program) return [];
    const evidence = 'docker: command not found';
    return [problem(severity, 'program-missing', { program: 'docker' }, evidence, mendDocker(system))];
  }
  if (version.kind === 'silent') {
    return [
      problem(severity, 'docker-silent', { seconds: version.seconds }, 'docker version', startDocker(system)),
    ];
  }
  const all = `${version.stderr}\n${version.stdout}`;
  if (need.program && /WSL/.test(all)) return [];
  const said = complaint(all);
  const endpoint =
    facts.endpoint ?? /\b(?:unix|tcp|npipe|ssh):\/\/[^\s"?]+[^\s"?.:]/.exec(all)?.[0] ?? 'docker';
  if (/permission denied/i.test(all)) {
    return [problem(severity, 'docker-not-allowed', { endpoint }, said, allowDocker(system))];
  }
  const named = /context "?([^":\s]+)"?(?: does not exist|: context not found| is not found)/i.exec(all)?.[1];
  if (named !== undefined) {
    const command = context === undefined ? 'docker context use default' : 'unset DOCKER_CONTEXT';
    const link = 'https://docs.docker.com/engine/manage-resources/contexts/';
    return [problem(severity, 'docker-context-missing', { context: named }, said, { command, link })];
  }
  if (host !== undefined) return [problem(severity, 'docker-host-dead', { host }, said, unset(facts))];
  if (/cannot connect|failed to connect|connection refused|no such file|daemon running|pipe/i.test(all)) {
    const mend =
      system.wsl && !system.systemd ? { ...startDocker(system), ...integrateWsl } : startDocker(system);
    return [problem(severity, 'docker-stopped', { endpoint }, said, mend)];
  }
  return [problem(severity, 'docker-failing', {}, said, startDocker(system))];
}

/** Docker says what it is itself first, in JSON, and then what is wrong. */
function complaint(text: string): string {
  return firstLine(
    text
      .split('\n')
      .filter((line) => !/^\s*[{}]/.test(line))
      .join('\n'),
    text,
  );
}

function unset({ host, context }: DockerFacts) {
  const link = 'https://docs.docker.com/engine/manage-resources/contexts/';
  if (host !== undefined) return { command: 'unset DOCKER_HOST', link };
  return { command: context === undefined ? 'docker context use default' : 'unset DOCKER_CONTEXT', link };
}

/** A socket or a pipe is this machine's; an address is where it is on loopback. */
function isHere(endpoint: string): boolean {
  if (/^(unix|npipe|fd):/.test(endpoint)) return true;
  if (!URL.canParse(endpoint)) return true;
  // An unknown scheme's host is not parsed as one.
  const { hostname } = new URL(endpoint.replace(/^\w+:/, 'http:'));
  const host = hostname.replace(/^\[|\]$/g, '');
  return (
    !/^ssh:/.test(endpoint) &&
    (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.')))
  );
}
