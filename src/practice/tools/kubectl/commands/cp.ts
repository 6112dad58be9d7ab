import { createReadStream, createWriteStream, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Pack, pack } from 'tar-stream';
import { resourcePath } from '../api/discovery.ts';
import { type KubeObject, nameOf } from '../api/objects.ts';
import { remoteCommand } from '../api/streams.ts';
import { absent, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { chooseContainer } from '../resources/pods.ts';

export const cp: Command = {
  usage: 'cp (FILE POD:FILE | POD:FILE FILE) [-c CONTAINER]',
  summary: 'Copy files and directories to and from containers',
  flags: [
    flag('container c', 'string', 'the container'),
    flag('no-preserve', 'bool'),
    absent('retries', 'int', 'Run the command again.'),
  ],
  run: copy,
};

interface Place {
  namespace: string | undefined;
  pod: string | undefined;
  path: string;
}

async function copy(call: Call): Promise<void> {
  if (call.args.length !== 2) throw new KubectlError('error: source and destination are required');
  const [from, to] = call.args.map(parsePlace) as [Place, Place];
  if (from.pod !== undefined && to.pod !== undefined) {
    throw new KubectlError('error: one of src or dest must be a local file specification');
  }
  if (from.path === '' || to.path === '') throw new KubectlError('error: filepath can not be empty');
  if (from.pod !== undefined) await download(call, from, to.path);
  else if (to.pod !== undefined) await upload(call, from.path, to);
  else throw new KubectlError('error: one of src or dest must be a remote file specification');
}

/** `FILE`, `POD:FILE` or `NAMESPACE/POD:FILE`. */
function parsePlace(text: string): Place {
  const colon = text.indexOf(':');
  if (colon <= 0 || text.startsWith('.') || text.startsWith('/')) {
    return { namespace: undefined, pod: undefined, path: text };
  }
  const who = text.slice(0, colon).split('/');
  if (who.length > 2) throw new KubectlError('error: path must be pod:path or namespace/pod:path');
  return { namespace: who.length === 2 ? who[0] : undefined, pod: who.at(-1), path: text.slice(colon + 1) };
}

async function upload(call: Call, source: string, to: Place): Promise<void> {
  const { session } = call;
  try {
    statSync(source);
  } catch {
    throw new KubectlError(`error: ${source} doesn't exist in local filesystem`);
  }
  const isFolder = (await run(call, to, ['test', '-d', to.path])).code === 0;
  const target = isFolder ? join(to.path, basename(source)) : to.path;
  const archive = pack();
  const packing = add(archive, source, basename(target)).then(() => archive.finalize());
  const stdin = archive.pipe(new PassThrough());
  const command = ['tar', '-xmf', '-', '-C', dirname(target)];
  const [{ code, stderr }] = await Promise.all([run(call, to, command, { stdin }), packing]);
  if (code === 0) return;
  session.err(stderr);
  throw new KubectlError(`command terminated with exit code ${code}`, code);
}

async function add(archive: Pack, path: string, name: string): Promise<void> {
  const { mode, size, isFolder } = look(path);
  if (isFolder) {
    archive.entry({ name: `${name}/`, type: 'directory', mode });
    for (const one of readdirSync(path)) await add(archive, join(path, one), `${name}/${one}`);
    return;
  }
  await pipeline(createReadStream(path), archive.entry({ name, size, mode }));
}

function look(path: string): { mode: number; size: number; isFolder: boolean } {
  const stats = statSync(path);
  return { mode: stats.mode & 0o777, size: stats.size, isFolder: stats.isDirectory() };
}

async function download(call: Call, from: Place, target: string): Promise<void> {
  const { session } = call;
  const stdout = new PassThrough();
  const unpacking = unpack(stdout, from.path, target);
  const { code, stderr } = await run(call, from, ['tar', 'cf', '-', from.path], { stdout });
  stdout.end();
  await unpacking;
  // What tar says goes to standard output, as with kubectl; that its failure is one, too, is ours.
  session.out(stderr);
  if (code !== 0) {
    throw new KubectlError(`command terminated with exit code ${code}`, code);
  }
}

/** What lies in the archive at `path` comes to lie at `target`, and nothing anywhere else. */
async function unpack(archive: PassThrough, path: string, target: string): Promise<void> {
  const prefix = path.replace(/^\/+/, '').replace(/\/+$/, '');
  const isFolder = (() => {
    try {
      return statSync(target).isDirectory();
    } catch {
      return false;
    }
  })();
  const root = resolve(isFolder ? join(target, basename(prefix)) : target);
  const entries = extract();
  archive.pipe(entries);
  for await (const entry of entries) {
    const { name, type } = entry.header;
    const file = resolve(root + name.replace(/^\/+/, '').slice(prefix.length));
    const inside = file === root || file.startsWith(root + sep);
    if (inside && type === 'directory') mkdirSync(file, { recursive: true });
    if (inside && type === 'file') {
      mkdirSync(dirname(file), { recursive: true });
      await pipeline(entry, createWriteStream(file));
    } else entry.resume();
  }
}

interface Pipes {
  stdin?: NodeJS.ReadableStream;
  stdout?: PassThrough;
}

async function run(
  { session, flags }: Call,
  { namespace = session.namespace, pod: name }: Place,
  command: string[],
  { stdin, stdout }: Pipes = {},
): Promise<{ code: number; stderr: string }> {
  const pods = await session.discovery.resolve('pods');
  const pod = await session.client.get<KubeObject>(resourcePath(pods, namespace, name));
  refuseEnded(pod);
  const container = chooseContainer(session, pod, flags.string('container'), true);
  let stderr = '';
  const query = { container, command, stdin: stdin !== undefined, stdout: true, stderr: true };
  const code = await remoteCommand(
    session.client,
    resourcePath(pods, namespace, nameOf(pod), 'exec'),
    query,
    {
      stdin,
      stdout: (data) => void stdout?.write(data),
      stderr: (data) => {
        stderr += Buffer.from(data).toString('utf8');
      },
    },
  );
  return { code, stderr };
}

function refuseEnded({ status }: KubeObject): void {
  const phase = (status as { phase?: string } | undefined)?.phase;
  if (phase !== 'Succeeded' && phase !== 'Failed') return;
  throw new KubectlError(`error: cannot exec into a container in a completed pod; current phase is ${phase}`);
}
