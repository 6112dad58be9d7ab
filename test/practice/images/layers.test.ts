import { access, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BlobFolder, digestOf } from '../../../src/practice/node/images/blobs.ts';
import { packLayer } from '../../../src/practice/node/images/layer/pack.ts';
import { resolveInRoot } from '../../../src/practice/node/images/layer/root-path.ts';
import { unpackLayer } from '../../../src/practice/node/images/layer/unpack.ts';
import { temporaryFolder } from './running-registry.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let root: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  root = path.join(folder.path, 'a/b/root');
  await mkdir(root, { recursive: true });
});
afterEach(() => folder[Symbol.asyncDispose]());

type Entry = Partial<Header> & { name: string; content?: string };

async function unpack(...entries: Entry[]): Promise<void> {
  const archive = pack();
  for (const { content = '', ...header } of entries) archive.entry(header as Header, content);
  archive.finalize();
  const parts: Buffer[] = [];
  for await (const part of archive) parts.push(Buffer.from(part as Uint8Array));
  await unpackLayer(Readable.from([gzipSync(Buffer.concat(parts))]), root);
}

const read = (name: string) => readFile(path.join(root, name), 'utf8');
const exists = (name: string) =>
  access(path.join(root, name)).then(
    () => true,
    () => false,
  );

describe('a layer over another', () => {
  test('replaces, adds, and removes by whiteouts', async () => {
    await unpack(
      { name: 'etc/a', content: '1' },
      { name: 'etc/b', content: '1' },
      { name: 'gone/x' },
      { name: 'cleared/x' },
    );
    await unpack(
      { name: 'etc/a', content: '2' },
      { name: '.wh.gone' },
      { name: 'cleared/.wh..wh..opq' },
      { name: 'cleared/y', content: 'new' },
    );
    expect(await read('etc/a')).toBe('2');
    expect(await read('etc/b')).toBe('1');
    expect(await exists('gone')).toBe(false);
    expect(await readdir(path.join(root, 'cleared'))).toEqual(['y']);
  });

  test('a file takes the place of a folder, and the other way round', async () => {
    await unpack({ name: 'x/inside' }, { name: 'y', content: 'file' });
    await unpack(
      { name: 'x', content: 'file' },
      { name: 'y', type: 'directory' },
      { name: 'y/inside', content: 'in' },
    );
    expect(await read('x')).toBe('file');
    expect(await read('y/inside')).toBe('in');
  });

  test('writes through a folder that is a link', async () => {
    await unpack(
      { name: 'usr/bin', type: 'directory' },
      { name: 'bin', type: 'symlink', linkname: 'usr/bin' },
    );
    await unpack({ name: 'bin/tool', content: 'tool' });
    expect(await read('usr/bin/tool')).toBe('tool');
    expect(await readlink(path.join(root, 'bin'))).toBe('usr/bin');
  });

  test('hard links are the file itself', async () => {
    await unpack({ name: 'one', content: 'same' }, { name: 'two', type: 'link', linkname: '/one' });
    expect(await read('two')).toBe('same');
  });

  test('what it holds can be removed again, whatever its mode', async () => {
    await unpack({ name: 'locked', type: 'directory', mode: 0 }, { name: 'locked/x', mode: 0, content: 'x' });
    expect(await read('locked/x')).toBe('x');
  });
});

describe('nothing leads out of the folder', () => {
  test('names with .. or a leading slash', async () => {
    await unpack(
      { name: '../../up', content: 'x' },
      { name: '/absolute', content: 'x' },
      { name: 'a/../../../b', content: 'x' },
    );
    expect((await readdir(root)).toSorted()).toEqual(['absolute', 'b', 'up']);
    expect(await readdir(folder.path)).toEqual(['a']);
  });

  test('links, absolute or not, and what is written through them', async () => {
    await unpack(
      { name: 'abs', type: 'symlink', linkname: '/etc' },
      { name: 'up', type: 'symlink', linkname: '../../..' },
      { name: 'deep/up', type: 'symlink', linkname: '../../../../../..' },
      { name: 'abs/made', content: '1' },
      { name: 'up/made', content: '2' },
      { name: 'deep/up/made2', content: '3' },
      { name: 'hard', type: 'link', linkname: '../../../../../../../etc/hostname' },
    ).catch((error: NodeJS.ErrnoException) => expect(error.code).toBe('ENOENT'));
    expect(await read('etc/made')).toBe('1');
    expect(await read('made')).toBe('2');
    expect(await read('made2')).toBe('3');
    expect(await readdir(folder.path)).toEqual(['a']);
    expect(await stat(path.join(root, 'up')).then(({ ino }) => ino)).toBe((await stat(root)).ino);
  });

  test('a path with links is resolved as inside', async () => {
    await mkdir(path.join(root, 'real'));
    await symlink('/real', path.join(root, 'link'));
    await symlink('loop', path.join(root, 'loop'));
    expect(resolveInRoot(root, '/link/file')).toBe(path.join(root, 'real/file'));
    expect(resolveInRoot(root, '/../../link/../x')).toBe(path.join(root, 'x'));
    expect(() => resolveInRoot(root, '/loop/x')).toThrow('too many symbolic links');
  });
});

test('an archive that is cut off or garbage is an error, not a hang', async () => {
  await expect(unpackLayer(Readable.from([Buffer.from('no gzip')]), root)).rejects.toThrow(
    'incorrect header check',
  );
  const whole = gzipSync(Buffer.alloc(5000, 'x'));
  await expect(unpackLayer(Readable.from([whole.subarray(0, 20)]), root)).rejects.toThrow();
});

test('a packed layer has the digests that it says it has', async () => {
  const blobs = new BlobFolder(path.join(folder.path, 'blobs'));
  await writeFile(path.join(folder.path, 'source'), 'from a file');
  const mtime = new Date(0);
  const layer = await packLayer(
    blobs,
    [
      { type: 'directory', path: 'd', mode: 0o750, mtime },
      {
        type: 'file',
        path: 'd/empty',
        mode: 0o644,
        mtime,
        source: path.join(folder.path, 'source'),
        size: 0,
      },
      {
        type: 'file',
        path: 'd/file',
        mode: 0o755,
        mtime,
        source: path.join(folder.path, 'source'),
        size: 11,
      },
    ],
    { level: 6, advertised: 11 },
  );
  const data = await blobs.read(layer.descriptor.digest);
  expect(digestOf(data)).toBe(layer.descriptor.digest);
  expect(data.length).toBe(layer.descriptor.size);
  await unpackLayer(blobs.stream(layer.descriptor.digest), root);
  expect(await read('d/file')).toBe('from a file');
  expect(await read('d/empty')).toBe('');
  expect((await stat(path.join(root, 'd/file'))).mode & 0o777).toBe(0o755);
});

test('a file that got shorter since it was found is an error', async () => {
  const blobs = new BlobFolder(path.join(folder.path, 'blobs'));
  const source = path.join(folder.path, 'source');
  await writeFile(source, 'short');
  const entry = { type: 'file', path: 'x', mode: 0o644, mtime: new Date(0), source, size: 50 } as const;
  await expect(packLayer(blobs, [entry], { level: 6, advertised: 50 })).rejects.toThrow(
    'source changed while it was read',
  );
  expect(await readdir(path.join(folder.path, 'blobs/sha256'))).toEqual([]);
});

test('a blob appears only when it is whole and what its name says', async () => {
  const blobs = new BlobFolder(path.join(folder.path, 'blobs'));
  const digest = digestOf('right');
  await expect(blobs.putStream(Readable.from([Buffer.from('wrong')]), digest)).rejects.toThrow(
    'verification failed',
  );
  const breaking = new Readable({
    read() {
      this.push('rig');
      this.destroy(new Error('connection lost'));
    },
  });
  await expect(blobs.putStream(breaking, digest)).rejects.toThrow('connection lost');
  expect(await readdir(path.join(folder.path, 'blobs/sha256'))).toEqual([]);
  await Promise.all([1, 2, 3].map(() => blobs.putStream(Readable.from([Buffer.from('right')]), digest)));
  expect((await blobs.read(digest)).toString()).toBe('right');
  expect(() => blobs.path('../../etc/passwd')).toThrow('invalid digest');
});
