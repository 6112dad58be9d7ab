import { describe, expect, it } from 'vitest';
import { start } from './container.ts';

/** A container whose program is a file, which is what may share a thread. */
const program = (code: string, { file = '/app/main.mjs', speed = 1 } = {}) =>
  start(['node', file], { files: { [file]: code }, speed });

const counting = "let n = 0; setInterval(() => console.log('count', n += 1), 20);";

/** Counts on from here. */
async function goesOn(counter: Awaited<ReturnType<typeof program>>): Promise<void> {
  const now = Number(/count (\d+)\n$/.exec(await counter.printed(/count \d+\n$/))?.[1]);
  await counter.printed(new RegExp(`^count ${now + 5}$`, 'm'));
}

const threads = () => (process.report.getReport() as unknown as { workers: unknown[] }).workers.length;

describe('programs that share a thread', () => {
  it('take one together', async () => {
    const before = threads();
    await using first = await program(counting);
    await using second = await program(counting, { file: '/other/main.cjs' });
    await using third = await program(counting);
    await Promise.all([first, second, third].map(goesOn));
    expect(threads() - before).toBe(1);
  });

  it('see nothing of each other', async () => {
    const code = `
      globalThis.seen = (globalThis.seen ?? 0) + 1;
      Array.prototype.mark = (Array.prototype.mark ?? 0) + 1;
      process.env.MARK = (process.env.MARK ?? '') + 'x';
      process.title += '!';
      process.on('SIGTERM', () => console.log('bye'));
      console.log(seen, [].mark, process.env.MARK, process.title, process.listenerCount('SIGTERM'));
      setInterval(() => {}, 1e6);`;
    for (const file of ['/a/main.cjs', '/a/main.mjs', '/b/main.mjs']) {
      await using one = await program(code, { file });
      await using two = await program(code, { file });
      expect(await one.printed(/\n/)).toBe('1 1 x node! 1\n');
      expect(await two.printed(/\n/)).toBe('1 1 x node! 1\n');
      one.container.signal('SIGTERM');
      await one.printed(/bye/);
      expect(two.output()).not.toContain('bye');
    }
  });

  it.each([
    [
      'process.exit',
      "setTimeout(() => { try { process.exit(4); } catch { console.log('on'); } }, 20)",
      4,
      /^$/,
    ],
    [
      'an error in a timer',
      "setTimeout(() => { throw new TypeError('no'); }, 20)",
      1,
      /\nTypeError: no\n.*\n\nNode/s,
    ],
    ['an error in a promise', "Promise.reject(new Error('no'))", 1, /\nError: no\n.*\n\nNode/s],
    [
      'a connection that fails',
      "import net from 'node:net'; net.connect(1)",
      1,
      /Error: connect ECONNREFUSED 127.0.0.1:1/,
    ],
    [
      'an error in its first line',
      "throw new Error('no')",
      1,
      /\/app\/main.mjs:1\nthrow new Error\('no'\)\n\^\n\nError: no/,
    ],
    ['the end of what it has to do', "setTimeout(() => console.log('done'), 20)", 0, /^done\n$/],
    ['a wait for nothing', 'await new Promise(() => {})', 13, /^$/],
    [
      'an exit code of its choice',
      "process.exitCode = 5; process.on('exit', (code) => console.log(code))",
      5,
      /^5\n$/,
    ],
  ])('end at %s, and the others go on', async (_, code, exitCode, output) => {
    await using counter = await program(counting);
    await using one = await program(code);
    expect(await one.container.exited).toMatchObject({ exitCode });
    expect(one.output()).toMatch(output);
    await goesOn(counter);
  });

  it('that are not there are missed in the words of node', async () => {
    await using box = await start(['node', '/app/none.js'], { files: { '/app/main.js': '' } });
    expect(await box.container.exited).toMatchObject({ exitCode: 1 });
    expect(box.output()).toMatch(
      /^Error: Cannot find module '\/app\/none\.js'.* \{\n {2}code: 'MODULE_NOT_FOUND',\n {2}requireStack: \[\]\n\}\n\nNode\.js v/s,
    );
    expect(box.output()).not.toMatch(/file:|dist|Uncaught/);
  });

  it('leave nothing behind when they are killed', async () => {
    await using counter = await program(counting);
    await using one = await program(`${counting} process.on('exit', () => console.log('exit'))`);
    await one.printed(/count 3/);
    one.container.signal('SIGKILL');
    expect(await one.container.exited).toMatchObject({ exitCode: 137 });
    const last = one.output();
    await goesOn(counter);
    expect(one.output()).toBe(last);
  });

  it.each([
    ['in its first line', "console.log('begin'); for (;;) {}"],
    ['in a timer', "console.log('begin'); setTimeout(() => { for (;;) {} }, 20)"],
    ['in a promise', "console.log('begin'); setTimeout(async () => { await null; for (;;) {} }, 20)"],
    ['in promises', "console.log('begin'); setTimeout(async () => { for (;;) await null; }, 20)"],
    [
      'in ticks',
      "console.log('begin'); setTimeout(() => { const tick = () => process.nextTick(tick); tick(); }, 20)",
    ],
    [
      'that catches all',
      "console.log('begin'); setTimeout(() => { for (;;) try { process.exit() } catch {} }, 20)",
    ],
  ])('are not stopped for long by one that loops without end %s', async (_, code) => {
    await using counter = await program(counting);
    await counter.printed(/count/);
    await using one = await program(code);
    await one.printed(/begin/);
    await goesOn(counter);
    await goesOn(counter);
    one.container.signal('SIGKILL');
    await one.container.exited;
    await goesOn(counter);
  });

  it('serve each at its own address, and a request that fails is one server’s', async () => {
    const server = `
      import http from 'node:http';
      const server = http.createServer((request, response) => {
        if (request.url === '/loop') for (;;);
        if (request.url === '/throw') throw new Error('no');
        response.end(process.env.HOSTNAME ?? 'served');
      });
      server.listen(80, () => console.log('listening'));`;
    await using counter = await program(counting);
    await using one = await program(server);
    await using two = await program(server);
    await Promise.all([one.printed(/listening/), two.printed(/listening/)]);
    expect((await one.run('wget', '-qO-', 'http://127.0.0.1/')).out).toBe('served');
    expect((await two.run('wget', '-qO-', 'http://127.0.0.1/throw')).code).not.toBe(0);
    expect(await two.container.exited).toMatchObject({ exitCode: 1 });
    expect(two.output()).toContain('Error: no');
    void one.run('wget', '-qO-', 'http://127.0.0.1/loop');
    // It begins anew, by itself.
    await one.printed(/listening\nlistening/);
    expect((await one.run('wget', '-qO-', 'http://127.0.0.1/')).out).toBe('served');
    await goesOn(counter);
  });

  it('get what they need in a thread of their own when it is more', async () => {
    const code = "const { hello } = await import('./hello.mjs'); console.log(hello);";
    const files = { '/app/main.mjs': code, '/app/hello.mjs': "export const hello = 'hello';" };
    await using one = await start(['node', '/app/main.mjs'], { files, speed: 1 });
    expect(await one.container.exited).toMatchObject({ exitCode: 0 });
    expect(one.output()).toBe('hello\n');
  });
});
