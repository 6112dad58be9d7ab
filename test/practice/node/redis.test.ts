import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createCommandReader,
  encodeCommand,
  encodeReply,
  type Reply,
  readReply,
} from '../../../src/practice/node/programs/redis/resp.ts';
import { start } from './container.ts';

/** What redis-cli prints for each line, on a terminal. */
async function talk(...lines: string[]): Promise<string[]> {
  await using box = await start(['redis-server'], { cwd: '/tmp' });
  await box.printed(/Ready to accept connections/);
  const stdin = new PassThrough();
  stdin.end(lines.map((line) => `${line}\n`).join(''));
  const stdout = new PassThrough();
  let text = '';
  stdout.on('data', (data) => {
    text += data;
  });
  const signal = AbortSignal.timeout(10_000);
  await box.container.exec({
    command: ['redis-cli', '--no-raw'],
    tty: false,
    stdin,
    stdout,
    stderr: undefined,
    signal,
  });
  return text.split('\n').slice(0, -1);
}

describe('redis-server', () => {
  it('starts as people know it, and says good-bye', async () => {
    await using box = await start(['redis-server'], { env: { REDIS_VERSION: '7.4.6' } });
    const log = await box.printed(/Ready/);
    expect(log).toMatch(
      /^1:C \d\d \w{3} \d{4} \d\d:\d\d:\d\d\.\d{3} \* oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo\n/,
    );
    expect(log).toContain(' * Running mode=standalone, port=6379.\n');
    expect(log).toMatch(/\* Ready to accept connections tcp\n$/);
    expect(await box.container.stop(10_000)).toEqual({ exitCode: 0, reason: 'Completed' });
    expect(box.output()).toMatch(/Received SIGTERM scheduling shutdown\.\.\.\n[\s\S]*bye bye\.\.\.\n$/);
  });

  it.each<[string, string[], string[]]>([
    [
      'counts',
      ['INCRBY hashes 4', 'INCR hashes', 'GET hashes', 'SET hashes x', 'INCR hashes'],
      ['(integer) 4', '(integer) 5', '"5"', 'OK', '(error) ERR value is not an integer or out of range'],
    ],
    [
      'keeps strings',
      [
        'SET a "b c"',
        'GET a',
        'APPEND a d',
        'STRLEN a',
        'GET none',
        'SETNX a x',
        'MSET x 1 y 2',
        'MGET x y z',
      ],
      [
        'OK',
        '"b c"',
        '(integer) 4',
        '(integer) 4',
        '(nil)',
        '(integer) 0',
        'OK',
        '1) "1"',
        '2) "2"',
        '3) (nil)',
      ],
    ],
    [
      'keeps hashes',
      ['HSET h a 1 b 2', 'HSET h a 3', 'HGET h a', 'HLEN h', 'HGETALL h', 'HDEL h a b', 'EXISTS h'],
      [
        '(integer) 2',
        '(integer) 0',
        '"3"',
        '(integer) 2',
        '1) "a"',
        '2) "3"',
        '3) "b"',
        '4) "2"',
        '(integer) 2',
        '(integer) 0',
      ],
    ],
    [
      'keeps lists',
      ['RPUSH l a b c', 'LPUSH l z', 'LRANGE l 0 -1', 'LPOP l', 'RPOP l', 'LLEN l', 'LRANGE none 0 -1'],
      [
        '(integer) 3',
        '(integer) 4',
        '1) "z"',
        '2) "a"',
        '3) "b"',
        '4) "c"',
        '"z"',
        '"c"',
        '(integer) 2',
        '(empty array)',
      ],
    ],
    [
      'keeps sets',
      ['SADD s a b a', 'SCARD s', 'SISMEMBER s b', 'SADD t b c', 'SINTER s t', 'SREM s a b', 'TYPE s'],
      ['(integer) 2', '(integer) 2', '(integer) 1', '(integer) 2', '1) "b"', '(integer) 2', 'none'],
    ],
    [
      'keeps keys for a while',
      ['SET a 1 EX 100', 'TTL a', 'PERSIST a', 'TTL a', 'EXPIRE a -1', 'GET a', 'TTL a'],
      ['OK', '(integer) 100', '(integer) 1', '(integer) -1', '(integer) 1', '(nil)', '(integer) -2'],
    ],
    [
      'has several databases',
      ['SET a 1', 'SELECT 1', 'GET a', 'SELECT 99', 'DBSIZE'],
      ['OK', 'OK', '(nil)', '(error) ERR DB index is out of range', '(integer) 0'],
    ],
    [
      'runs transactions',
      ['MULTI', 'INCR n', 'INCR n', 'EXEC'],
      ['OK', 'QUEUED', 'QUEUED', '1) (integer) 1', '2) (integer) 2'],
    ],
    [
      'says what is wrong',
      ['NOPE a', 'GET', 'LPUSH l a', 'GET l'],
      [
        "(error) ERR unknown command 'NOPE', with args beginning with: 'a' ",
        "(error) ERR wrong number of arguments for 'get' command",
        '(integer) 1',
        '(error) WRONGTYPE Operation against a key holding the wrong kind of value',
      ],
    ],
  ])('%s', async (_, lines, expected) => {
    expect(await talk(...lines)).toEqual(expected);
  });

  it('keeps its data over a restart', async () => {
    await using box = await start(['sh', '-c', 'redis-server & wait; sleep 1000000'], { cwd: '/tmp' });
    await box.printed(/Ready to accept connections/);
    expect(await box.run('redis-cli', 'SET', 'kept', 'yes')).toMatchObject({ out: 'OK\n' });
    await box.run('redis-cli', 'SHUTDOWN');
    await box.printed(/bye bye/);
    await using again = await start(['redis-server'], {
      cwd: '/tmp',
      files: { 'tmp/dump.rdb': await box.run('cat', '/tmp/dump.rdb').then(({ out }) => out) },
    });
    await again.printed(/DB loaded from disk[\s\S]*Ready/);
    expect(await again.run('redis-cli', 'GET', 'kept')).toMatchObject({ out: 'yes\n' });
  });

  it('is answered for by redis-cli when nobody is there', async () => {
    await using box = await start(['sleep', '1000000']);
    expect(await box.run('redis-cli', 'PING')).toEqual({
      code: 1,
      out: '',
      err: 'Could not connect to Redis at 127.0.0.1:6379: Connection refused\n',
    });
    expect(await box.run('redis-cli', '-h', 'redis', 'PING')).toMatchObject({
      err: 'Could not connect to Redis at redis:6379: Name or service not known\n',
    });
  });
});

describe('a Redis that is full', () => {
  it('takes nothing more, gives what it has, and can be emptied', async () => {
    const said = await talk(
      'SET a 1',
      'CONFIG SET maxmemory 1kb',
      'CONFIG GET maxmemory',
      'INCRBY a 1',
      'GET a',
      'DEL a',
      'CONFIG SET maxmemory much',
      'CONFIG SET maxmemory 0',
      'INCRBY a 5',
    );
    expect(said).toEqual([
      'OK',
      'OK',
      '1) "maxmemory"',
      '2) "1024"',
      "(error) OOM command not allowed when used memory > 'maxmemory'.",
      '"1"',
      '(integer) 1',
      "(error) ERR CONFIG SET failed (possibly related to argument 'maxmemory') - argument must be a memory value",
      'OK',
      '(integer) 5',
    ]);
  });
});

describe("redis' protocol", () => {
  const word = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1'));

  it('reads commands however they are cut up', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (commands, sizes) => {
          const text = commands.map(encodeCommand).join('');
          const read = createCommandReader();
          const found: string[][] = [];
          for (let at = 0, turn = 0; at < text.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            found.push(...read(text.slice(at, at + size)));
            at += size;
          }
          expect(found).toEqual(commands);
        },
      ),
    );
  });

  it('reads back every reply', () => {
    const { reply } = fc.letrec<{ reply: Reply }>((tie) => ({
      reply: fc.oneof(
        { maxDepth: 3 },
        word.map((value): Reply => ({ kind: 'bulk', value })),
        fc
          .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
          .map((value): Reply => ({ kind: 'integer', value })),
        fc.constant<Reply>({ kind: 'bulk', value: null }),
        fc.array(tie('reply'), { maxLength: 4 }).map((items): Reply => ({ kind: 'array', items })),
      ),
    }));
    fc.assert(
      fc.property(reply, (one) => {
        const text = encodeReply(one);
        expect(readReply(text)).toEqual({ reply: one, next: text.length });
        expect(readReply(text.slice(0, -1))).toBeUndefined();
      }),
    );
  });

  it('takes inline commands, and ends a connection that makes no sense', async () => {
    await using box = await start(['redis-server']);
    await box.printed(/Ready/);
    const connection = await box.network.connect(box.ip, 6379);
    connection.write('PING\r\nset k v\n*1\r\n!x\r\n');
    let text = '';
    for await (const data of connection) text += data;
    expect(text).toBe("+PONG\r\n+OK\r\n-ERR Protocol error: expected '$', got '!'\r\n");
  });
});
