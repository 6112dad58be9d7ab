import { type Ran, ran } from '../ran.ts';

/** An engine that answers. */
export interface Engine {
  /** Of the machine that it runs on: a virtual one has another name than this one. */
  readonly name: string;
  /** It has a network of its own. */
  readonly rootless: boolean;
  /** The cluster's node as a container of this engine. */
  readonly container: NodeContainer | undefined;
}

export interface NodeContainer {
  readonly network: string;
  readonly address: string;
}

/** The names of docker's own contexts. */
export async function gatherContexts(env: Readonly<NodeJS.ProcessEnv>): Promise<string[]> {
  const listed = await ran('docker', ['context', 'ls', '--format', '{{.Name}}'], env);
  return listed.kind === 'ended' && listed.exit === 0
    ? listed.stdout.split('\n').filter((name) => name !== '')
    : [];
}

/** @param node the name of one of the cluster's nodes */
export async function gatherEngine(
  node: string | undefined,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<Engine | undefined> {
  const [info, inspected] = await Promise.all([
    ran('docker', ['info', '--format', '{{json .}}'], env),
    node === undefined
      ? undefined
      : ran('docker', ['container', 'inspect', node, '--format', '{{json .NetworkSettings.Networks}}'], env),
  ]);
  return readEngine(stdoutOf(info), inspected && stdoutOf(inspected));
}

/** Both in docker's JSON. Undefined where there is no engine that answers. */
export function readEngine(info: string, networks: string | undefined): Engine | undefined {
  const { Name, SecurityOptions } = parse<{ Name?: string; SecurityOptions?: string[] | null }>(info) ?? {};
  if (!Name) return undefined;
  const joined = parse<Record<string, { IPAddress?: string }>>(networks ?? '') ?? {};
  const [network, there] = Object.entries(joined).find(([, { IPAddress }]) => IPAddress) ?? [];
  return {
    name: Name,
    rootless: (SecurityOptions ?? []).some((option) => option.includes('rootless')),
    container: network && there?.IPAddress ? { network, address: there.IPAddress } : undefined,
  };
}

function stdoutOf(answer: Ran): string {
  return answer.kind === 'ended' && answer.exit === 0 ? answer.stdout : '';
}

function parse<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
