import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';

const program = join(import.meta.dirname, '..', '..', '..', 'dist', 'practice.js');
const patience = { timeout: 30_000, interval: 50 };

/** A file system of its own needs Linux' namespaces, which some machines keep for root. */
function canMount(): boolean {
  try {
    execFileSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

it.skipIf(!canMount())(
  'a cluster whose disk is full serves on, says so, and saves when there is room again',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'pilotage-full-'));
    const options = JSON.stringify({ dir, speed: 5, running: true });
    const mounted = `mount -t tmpfs -o size=4m tmpfs '${dir}' && exec "$@"`;
    const host = spawn('unshare', ['-rm', 'sh', '-c', mounted, 'sh', process.execPath, program, options], {
      stdio: 'ignore',
    });
    /** The small disk is the host's alone; this is where others see it. */
    const seen = (name: string) => join(`/proc/${host.pid}/root${dir}`, name);
    try {
      await vi.waitFor(() => expect(existsSync(seen('kubeconfig'))).toBe(true), patience);
      const server = /server: (\S+)/.exec(readFileSync(seen('kubeconfig'), 'utf8'))?.[1] ?? '';
      const path = `${server}/api/v1/namespaces/default/configmaps`;
      const create = async (name: string, size: number) => {
        const body = JSON.stringify({ metadata: { name }, data: { text: 'x'.repeat(size) } });
        const answer = await fetch(path, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json' },
        });
        return { code: answer.status, warning: answer.headers.get('warning') };
      };
      const saved = () => readFileSync(seen('cluster/objects/objects.jsonl'), 'utf8').split('\n');
      const isSaved = (name: string) => saved().some((line) => line.includes(`"name":"${name}"`));

      writeFileSync(seen('filler'), Buffer.alloc(2_500_000));
      let count = 0;
      // What is created is saved soon after, so that the one after the first that is lost is told.
      await vi.waitFor(async () => {
        count += 1;
        expect(await create(`big-${count}`, 300_000)).toEqual({
          code: 201,
          warning:
            '299 - "the practice cluster cannot save what changes: no space left on device. It goes on, but forgets it when it ends; make room on its disk."',
        });
      }, patience);
      const list = (await (await fetch(path)).json()) as { items: unknown[] };
      expect(list.items.length).toBeGreaterThanOrEqual(count);
      expect(isSaved(`big-${count}`)).toBe(false);

      rmSync(seen('filler'));
      await vi.waitFor(async () => {
        count += 1;
        expect(await create(`small-${count}`, 1)).toEqual({ code: 201, warning: null });
      }, patience);
      await vi.waitFor(() => expect(isSaved(`small-${count}`)).toBe(true), patience);
      const names = saved().flatMap((line) =>
        line === '' ? [] : [/"name":"((?:big|small)-\d+)"/.exec(line)?.[1]],
      );
      for (let index = 1; index <= count; index += 1)
        expect(names.some((name) => name === `big-${index}` || name === `small-${index}`)).toBe(true);
    } finally {
      host.kill('SIGKILL');
      await once(host, 'close');
      rmSync(dir, { recursive: true, force: true });
    }
  },
  90_000,
);
