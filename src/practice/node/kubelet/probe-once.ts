import { request } from 'node:http';
import { type Duplex, PassThrough } from 'node:stream';
import type { Container, Probe } from '../../objects.ts';
import { NotExecutable } from '../runtime/executables.ts';
import type { ContainerRunner } from './container-runner.ts';
import type { KubeletContext } from './context.ts';

/** Why the probe failed, in the kubelet's words; undefined when it did not. */
export async function probeOnce(
  context: KubeletContext,
  runner: ContainerRunner,
  ip: string,
  probe: Probe,
): Promise<string | undefined> {
  const limit = new AbortController();
  const { timeoutSeconds = 1 } = probe;
  const patience = context.clock.after(timeoutSeconds * 1000, () => limit.abort());
  try {
    if (probe.httpGet) return await probeHttp(context, runner.spec, ip, probe.httpGet, limit.signal);
    if (probe.tcpSocket) return await probeTcp(context, ip, portOf(runner.spec, probe.tcpSocket.port));
    if (probe.grpc) {
      const { port } = probe.grpc;
      return `the practice cluster does not speak gRPC with ${ip}:${port}: use httpGet, tcpSocket or exec`;
    }
    if (probe.exec) return await probeCommand(runner, probe.exec.command ?? [], timeoutSeconds, limit.signal);
    return undefined;
  } finally {
    patience.cancel();
  }
}

async function probeTcp({ network }: KubeletContext, ip: string, port: number): Promise<string | undefined> {
  try {
    (await network.connect(ip, port)).destroy();
    return undefined;
  } catch {
    return `dial tcp ${ip}:${port}: connect: connection refused`;
  }
}

export async function probeHttp(
  { network }: KubeletContext,
  spec: Container,
  ip: string,
  { path = '/', port: wanted, scheme = 'HTTP', httpHeaders = [] }: NonNullable<Probe['httpGet']>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const port = portOf(spec, wanted);
  const url = `${scheme.toLowerCase()}://${ip}:${port}${path.startsWith('/') ? path : `/${path}`}`;
  let connection: Duplex;
  try {
    connection = await network.connect(ip, port);
  } catch {
    return `Get "${url}": dial tcp ${ip}:${port}: connect: connection refused`;
  }
  const headers = Object.fromEntries(httpHeaders.map(({ name, value }) => [name, value]));
  return new Promise((resolve) => {
    const asked = request(
      {
        createConnection: () => connection,
        path: new URL(url).pathname + new URL(url).search,
        headers: { host: `${ip}:${port}`, 'user-agent': 'kube-probe/1.34', connection: 'close', ...headers },
        signal,
      },
      (response) => {
        response.resume();
        response.on('error', () => undefined);
        const status = response.statusCode ?? 0;
        resolve(status >= 200 && status < 400 ? undefined : `HTTP probe failed with statuscode: ${status}`);
      },
    );
    asked.on('error', (error: NodeJS.ErrnoException) => {
      const late = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
      resolve(`Get "${url}": ${signal.aborted ? late : error.code === 'ECONNRESET' ? 'EOF' : error.message}`);
    });
    asked.end();
  });
}

async function probeCommand(
  { running }: ContainerRunner,
  command: string[],
  timeoutSeconds: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!running) return undefined;
  const output = new PassThrough();
  const said: Buffer[] = [];
  output.on('data', (data: Buffer) => said.push(data));
  try {
    const code = await running.exec({
      command,
      tty: false,
      stdin: undefined,
      stdout: output,
      stderr: output,
      signal,
    });
    if (signal.aborted)
      return `command timed out: ${JSON.stringify(command.join(' '))} timed out after ${timeoutSeconds}s`;
    return code === 0 ? undefined : Buffer.concat(said).toString();
  } catch (error) {
    if (!(error instanceof NotExecutable)) throw error;
    return `OCI runtime exec failed: exec failed: unable to start container process: ${error.message}: unknown`;
  }
}

function portOf({ ports = [] }: Container, port: number | string): number {
  if (typeof port === 'number') return port;
  return ports.find(({ name }) => name === port)?.containerPort ?? Number(port);
}
