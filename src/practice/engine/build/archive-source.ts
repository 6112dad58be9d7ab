import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { unpackArchive, unpackLayer } from '../../node/images/layer/unpack.ts';
import { findSources, type Source } from './source-files.ts';

/** Where a tar archive says that it is one, and what it says. */
const tarMark = { offset: 257, text: 'ustar' };
const gzipMark = Buffer.from([0x1f, 0x8b]);

/**
 * What ADD makes of a local archive: a folder with its content. Undefined when the source is none.
 * @param newFolder for the content
 */
export async function unpackSource(
  source: Source,
  newFolder: () => Promise<string>,
): Promise<Source | undefined> {
  const [only] = source.files;
  if (source.isFolder || only?.type !== 'file') return undefined;
  const head = Buffer.alloc(tarMark.offset + tarMark.text.length);
  await using file = await open(only.file);
  await file.read(head, 0, head.length, 0);
  const isGzip = head.subarray(0, 2).equals(gzipMark) && /\.(tar\.gz|tgz)$/.test(source.name);
  if (!isGzip && head.toString('latin1', tarMark.offset) !== tarMark.text) return undefined;
  const folder = await newFolder();
  const content = createReadStream(only.file);
  await (isGzip ? unpackLayer(content, folder) : unpackArchive(content, folder));
  const [unpacked] = await findSources(folder, '/', () => false);
  return unpacked && { ...unpacked, name: source.name };
}
