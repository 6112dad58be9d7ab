import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, type Pack, pack } from 'tar-stream';
import {
  type Applet,
  type AppletCall,
  Complaint,
  changing,
  createFile,
  reason,
  UsageError,
} from './applet.ts';

/** `tar`, as `kubectl cp` and people use it: c, x, t with f, C, z, v, m. */
export const tar: Applet = async (call) => {
  const { flags, values, rest } = readArguments(call.args);
  const folder = path.posix.resolve(call.process.cwd, values.get('C') ?? '.');
  const file = values.get('f') ?? '-';
  const wanted = values.get('C');
  if (wanted !== undefined && !isFolder(call.host(folder))) {
    return call.complain(`can't change directory to '${wanted}': No such file or directory`);
  }
  if (flags.has('c')) {
    const isZipped = flags.has('z');
    return create(call, { folder, file, names: rest, isZipped, tells: flags.has('v') });
  }
  if (file !== '-' && !existsSync(call.host(file)))
    return call.complain(`can't open '${file}': No such file or directory`);
  if (flags.has('x') || flags.has('t')) {
    const tell = flags.has('t') || flags.has('v');
    return unpack(call, { folder, file, isZipped: flags.has('z'), tell, onlyList: flags.has('t') });
  }
  throw new UsageError('You must specify one of -c, -x or -t');
};

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The first word may be letters without a dash, and its values follow in their order. */
function readArguments(args: readonly string[]) {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const rest: string[] = [];
  const left = [...args];
  for (let isFirst = true, word = left.shift(); word !== undefined; word = left.shift(), isFirst = false) {
    if (!isFirst && !/^-./.test(word)) {
      rest.push(word);
      continue;
    }
    for (const letter of word.replace(/^-/, '')) {
      if (letter === 'f' || letter === 'C') values.set(letter, left.shift() ?? '');
      else flags.add(letter);
    }
  }
  return { flags, values, rest };
}

interface Creating {
  folder: string;
  file: string;
  names: string[];
  isZipped: boolean;
  /** Names each file, on standard error where the archive goes to standard output. */
  tells: boolean;
}

async function create(call: AppletCall, { folder, file, names, isZipped, tells }: Creating): Promise<number> {
  const { process, host } = call;
  const archive = pack();
  const tell = (name: string) => {
    if (tells) (file === '-' ? process.stderr : process.stdout)(`${name}\n`);
  };
  const out = file === '-' ? undefined : createFile(call, file);
  const zipped = isZipped ? archive.pipe(createGzip()) : archive;
  const written = (async () => {
    for await (const chunk of zipped as AsyncIterable<Buffer>) {
      if (out) out.write(chunk);
      else process.stdout(chunk);
    }
    out?.end();
  })();
  let status = 0;
  const atRoot = names.find((name) => name.startsWith('/') && existsSync(host(name, false)));
  // Said once, and no failure.
  if (atRoot !== undefined) call.complain("removing leading '/' from member names");
  for (const name of names) {
    try {
      await add(archive, (inside) => host(path.posix.join(folder, inside), false), name, tell);
    } catch (error) {
      status = call.complain(`${name}: ${reason(error)}`);
    }
  }
  if (status !== 0) call.complain('error exit delayed from previous errors');
  archive.finalize();
  await written;
  return status;
}

async function add(
  archive: Pack,
  host: (inside: string) => string,
  name: string,
  tell: (name: string) => void,
): Promise<void> {
  const place = host(name);
  const stats = lstatSync(place);
  const plain = name.replace(/^\/+/, '');
  const header = { name: plain, mode: stats.mode & 0o7777, mtime: stats.mtime };
  tell(stats.isDirectory() ? `${plain.replace(/\/$/, '')}/` : plain);
  if (stats.isSymbolicLink()) {
    archive.entry({ ...header, type: 'symlink', linkname: readlinkSync(place) });
  } else if (stats.isDirectory()) {
    archive.entry({ ...header, name: `${plain.replace(/\/$/, '')}/`, type: 'directory' });
    for (const entry of readdirSync(place)) await add(archive, host, path.posix.join(name, entry), tell);
  } else {
    await pipeline(createReadStream(place), archive.entry({ ...header, size: stats.size }));
  }
}

interface Unpacking {
  folder: string;
  file: string;
  isZipped: boolean;
  tell: boolean;
  onlyList: boolean;
}

async function unpack(
  call: AppletCall,
  { folder, file, isZipped, tell, onlyList }: Unpacking,
): Promise<number> {
  const { process, print, host } = call;
  const target = (name: string) => {
    try {
      return changing(call, path.posix.join(folder, name), false);
    } catch (error) {
      throw new Complaint(`can't remove old file ${name}: ${reason(error)}`);
    }
  };
  const input: Readable | undefined = file === '-' ? process.stdin : createReadStream(host(file));
  if (!input) return 0;
  const archive = extract();
  const feeding = isZipped ? pipeline(input, createGunzip(), archive) : pipeline(input, archive);
  feeding.catch(() => undefined);
  for await (const entry of archive) {
    const { name, type, mode, linkname } = entry.header;
    if (tell) print(`${name}\n`);
    const content = (entry as unknown as Readable).pipe(new PassThrough());
    if (onlyList) content.resume();
    // Links on the way are followed as inside the container: nothing lands outside it.
    else await place(target(name), { type, mode, linkname }, content);
  }
  await feeding;
  return 0;
}

interface Header {
  type: string | null | undefined;
  mode: number | undefined;
  linkname: string | null | undefined;
}

async function place(
  target: string,
  { type, mode = 0o644, linkname }: Header,
  content: Readable,
): Promise<void> {
  mkdirSync(path.dirname(target), { recursive: true });
  if (type === 'directory') {
    mkdirSync(target, { recursive: true });
    content.resume();
    return;
  }
  rmSync(target, { force: true });
  if (type === 'symlink') {
    symlinkSync(linkname ?? '', target);
    content.resume();
    return;
  }
  await pipeline(content, createWriteStream(target));
  chmodSync(target, mode & 0o777);
}
