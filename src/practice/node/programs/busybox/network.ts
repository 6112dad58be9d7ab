import type { Duplex } from 'node:stream';
import { type Applet, type AppletCall, options } from './applet.ts';
import { connectReason } from './wget.ts';

/** Copies both ways until the other side ends. */
async function talkTo({ process }: AppletCall, connection: Duplex): Promise<void> {
  process.signal.addEventListener('abort', () => connection.destroy(), { once: true });
  connection.on('error', () => connection.destroy());
  process.stdin?.pipe(connection);
  await new Promise<void>((resolve) => {
    connection.on('data', (data: Buffer) => process.stdout(data));
    connection.once('end', resolve);
    connection.once('close', resolve);
  });
  connection.end();
}

const nc: Applet = async (call) => {
  const { process, complain } = call;
  const { flags, rest } = options(call.args, 'lp:w:zvnke:i:ur');
  if (flags.l !== undefined) return serve(call, Number(flags.p ?? rest[0]));
  const [host = '', port = call.name === 'telnet' ? '23' : ''] = rest;
  const limit = new AbortController();
  const patience =
    flags.w === undefined ? undefined : process.clock.after(Number(flags.w) * 1000, () => limit.abort());
  try {
    const late = new Promise<never>((_, reject) =>
      limit.signal.addEventListener('abort', () => reject(new Error('late'))),
    );
    const connection = await Promise.race([process.network.connect(host, Number(port)), late]);
    const [ip = host] = await process.network.lookup(host);
    if (flags.v !== undefined) process.stderr(`${host} (${ip}:${port}) open\n`);
    if (call.name === 'telnet') process.stdout(`Connected to ${host}\n`);
    if (flags.z === undefined) await talkTo(call, connection);
    else connection.destroy();
    return 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTFOUND') return complain(`bad address '${host}'`);
    const [ip = host] = await process.network.lookup(host).catch(() => [host]);
    if (limit.signal.aborted) return complain('timed out');
    return complain(`can't connect to remote host (${ip}): ${connectReason(error)}`);
  } finally {
    patience?.cancel();
  }
};

async function serve(call: AppletCall, port: number): Promise<number> {
  const taken = Promise.withResolvers<Duplex | undefined>();
  let stop: () => void;
  try {
    stop = await call.process.network.listen(port, taken.resolve);
  } catch {
    return call.complain('bind: Address already in use');
  }
  call.process.signal.addEventListener('abort', () => taken.resolve(undefined), { once: true });
  const connection = await taken.promise;
  if (connection) await talkTo(call, connection);
  stop();
  return 0;
}

const nslookup: Applet = async ({ args, process, print }) => {
  const name = args.find((arg) => !arg.startsWith('-')) ?? '';
  print('Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n');
  const suffixes = /\.$|\.cluster\.local$/.test(name) ? [] : await searchList(process);
  for (const candidate of [
    ...suffixes.map((suffix) => `${name}.${suffix}.`),
    `${name.replace(/\.$/, '')}.`,
  ]) {
    const found = await process.network.lookup(candidate).catch(() => undefined);
    if (!found) continue;
    for (const address of found) print(`Name:\t${candidate.replace(/\.$/, '')}\nAddress: ${address}\n`);
    print('\n');
    return 0;
  }
  print(`** server can't find ${suffixes[0] === undefined ? name : `${name}.${suffixes[0]}`}: NXDOMAIN\n\n`);
  return 1;
};

async function searchList({ paths }: AppletCall['process']): Promise<string[]> {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(paths.toHost('/etc/resolv.conf'), 'utf8').catch(() => '');
  return /^search (.*)$/m.exec(text)?.[1]?.split(' ') ?? [];
}

const ping: Applet = async ({ args, process, print, complain }) => {
  const { flags, rest } = options(args, 'c:w:W:i:q');
  const [host = ''] = rest;
  const [address] = await process.network.lookup(host).catch(() => []);
  if (address === undefined) return complain(`bad address '${host}'`);
  print(`PING ${host} (${address}): 56 data bytes\n`);
  const count = Number(flags.c ?? Number.POSITIVE_INFINITY);
  // Only pods answer: a Service's address belongs to nobody.
  const answers = address.startsWith('10.244.') || address.startsWith('127.');
  let sent = 0;
  while (sent < count && !process.signal.aborted) {
    if (answers) print(`64 bytes from ${address}: seq=${sent} ttl=63 time=0.06${sent % 10} ms\n`);
    sent += 1;
    if (sent < count || !answers)
      await process.clock.sleep(answers || sent < count ? 1000 : 10_000, process.signal);
  }
  const received = answers ? sent : 0;
  print(
    `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${received} packets received, ${answers ? 0 : 100}% packet loss\n`,
  );
  return answers ? 0 : 1;
};

export const network: Record<string, Applet> = { nc, telnet: nc, nslookup, ping };
