import { readFileSync, rmSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  type Applet,
  type AppletCall,
  allBytes,
  Complaint,
  changing,
  options,
  reason,
  writeFile,
} from './applet.ts';

type Change = (bytes: Buffer) => Buffer;

const pack: Change = (bytes) => gzipSync(bytes);
const unpack: Change = (bytes) => gunzipSync(bytes);

async function each(
  call: AppletCall,
  change: Change,
  {
    toOutput,
    keeps,
    rename,
  }: { toOutput: boolean; keeps: boolean; rename: (file: string) => string | undefined },
  files: readonly string[],
): Promise<undefined> {
  if (files.length === 0) call.process.stdout(change(await allBytes(call.process.stdin)));
  for (const file of files) {
    try {
      const changed = change(readFileSync(call.host(file)));
      if (toOutput) {
        call.process.stdout(changed);
        continue;
      }
      const target = rename(file);
      if (target === undefined) {
        call.complain(`${file}: unknown suffix - ignored`);
        continue;
      }
      writeFile(call, target, changed);
      if (!keeps) rmSync(changing(call, file));
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (error instanceof Complaint) call.complain(error.message);
      else call.complain(code.startsWith('Z_') ? 'invalid magic' : `${file}: ${reason(error)}`);
    }
  }
  return undefined;
}

const gzip: Applet = (call) => {
  const { flags, rest } = options(call.args, 'cdfkt123456789');
  const inward = flags.d !== undefined;
  const rename = (file: string) => (inward ? withoutSuffix(file) : `${file}.gz`);
  return each(
    call,
    inward ? unpack : pack,
    { toOutput: flags.c !== undefined, keeps: flags.k !== undefined, rename },
    rest,
  );
};

const gunzip: Applet = (call) => {
  const { flags, rest } = options(call.args, 'cfkt');
  return each(
    call,
    unpack,
    { toOutput: flags.c !== undefined, keeps: flags.k !== undefined, rename: withoutSuffix },
    rest,
  );
};

const zcat: Applet = (call) =>
  each(call, unpack, { toOutput: true, keeps: true, rename: () => undefined }, call.args);

function withoutSuffix(file: string): string | undefined {
  return file.endsWith('.tgz')
    ? file.replace(/\.tgz$/, '.tar')
    : file.endsWith('.gz')
      ? file.slice(0, -3)
      : undefined;
}

export const archives: Record<string, Applet> = { gunzip, gzip, zcat };
