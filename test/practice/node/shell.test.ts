import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { shell, start } from './container.ts';

describe('the shell', () => {
  it.each([
    [
      'quotes and splits words',
      `echo "a  b" 'c $X' $X "$X" \\$X "it's" 'say "hi"'`,
      'a  b c $X x y x  y $X it\'s say "hi"\n',
    ],
    [
      'passes its arguments on',
      'echo $# "$2" $0; for a in "$@"; do echo "[$a]"; done',
      '2 B C sh\n[A]\n[B C]\n',
    ],
    [
      'loops',
      'i=0; while [ $i -lt 5 ]; do i=$((i+1)); [ $i = 2 ] && continue; [ $i -eq 4 ] && break; echo $i; done',
      '1\n3\n',
    ],
    [
      'chooses',
      'case abc in x) echo 1;; a*|z) echo 2;; esac; if false; then echo 3; elif true; then echo 4; fi',
      '2\n4\n',
    ],
    [
      'calls functions with variables of their own',
      'f() { local v=in; echo $v $1; return 3; }; v=out; f x; echo $? $v',
      'in x\n3 out\n',
    ],
    ['reads here-documents', 'cat <<A; cat <<"B"\n$X $((1+1))\nA\n$X\nB', 'x  y 2\n$X\n'],
    [
      'redirects',
      'echo one > f; echo two >> f; nosuch 2> g; cat f; cat < g; { echo x >&2; } 2>&1',
      'one\ntwo\nsh: nosuch: not found\nx\n',
    ],
    ['pipes', "printf 'b\\na\\nb\\n' | sort | uniq -c | tr -s ' '", ' 1 a\n 2 b\n'],
    [
      'expands parameters',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
      'f=/a/b.c; echo ${f##*/} ${f%.c} ${#f} ${N:-none} ${X:+set} ${N:=given} $N',
      'b.c /a/b 6 none set given given\n',
    ],
    [
      'expands patterns',
      'touch 1.txt 2.txt; echo *.txt "*.txt" *.none [13].txt',
      '1.txt 2.txt *.txt *.none 1.txt\n',
    ],
    ['substitutes commands', 'x=$(printf "a\\nb\\n\\n"); echo "$x"; echo `echo $x`', 'a\nb\na b\n'],
    [
      'calculates',
      'a=5; echo $((a * (2 + 3) % 7)) $((a > 3 ? 1 : 0)) $((7 / 2)) $((a += 2)) $a',
      '4 1 3 7 7\n',
    ],
    ['keeps subshells apart', 'v=1; (v=2; exit 4); echo $? $v', '4 1\n'],
    ['runs its EXIT trap', "trap 'echo bye' EXIT; echo hi", 'hi\nbye\n'],
    ['waits for jobs', 'sleep 1 & echo first; wait; echo second', 'first\nsecond\n'],
    ['reads lines', 'printf \'a b c\\nd\\n\' | while read x y; do echo "$y-$x"; done', 'b c-a\n-d\n'],
    ['ends what nobody reads any more', 'yes | head -n 2', 'y\ny\n'],
  ])('%s', async (_, script, expected) => {
    expect(await shell(script)).toEqual({ code: 0, text: expected });
  });

  it.each([
    ['set -e; echo a; false; echo b', 1, 'a\n'],
    ['exit 7', 7, ''],
    ['nosuch', 127, 'sh: nosuch: not found\n'],
    ['cd /none', 2, "sh: cd: can't cd to /none: No such file or directory\n"],
    ['echo "unfinished', 2, 'sh: syntax error: unterminated quoted string\n'],
    ['if true; then echo x', 2, 'sh: syntax error: unexpected end of file (expecting "fi")\n'],
    ['echo $((1 / 0))', 2, 'sh: divide by zero\n'],
    ['cat none', 1, "cat: can't open 'none': No such file or directory\n"],
    ['ls none', 1, 'ls: none: No such file or directory\n'],
    ['cat < none', 1, "sh: can't open none: no such file\n"],
  ])('%s ends with %i', async (script, code, text) => {
    expect(await shell(script)).toEqual({ code, text });
  });

  it('never lets a loop keep the cluster from running, and dies at SIGKILL', async () => {
    await using box = await start(['sh', '-c', 'while true; do :; done']);
    expect(await box.run('echo', 'still here')).toMatchObject({ code: 0, out: 'still here\n' });
    expect(await box.container.stop(0)).toEqual({ exitCode: 137, reason: 'Error' });
  });

  it('runs its TERM trap when the container is asked to end', async () => {
    await using box = await start([
      'sh',
      '-c',
      "trap 'echo caught; exit 5' TERM; echo ready; while true; do sleep 1; done",
    ]);
    await box.printed(/ready/);
    expect(await box.container.stop(60_000)).toEqual({ exitCode: 5, reason: 'Error' });
    expect(box.output()).toBe('ready\ncaught\n');
  });

  it('is a terminal for who has one: prompt, echo, Ctrl-C, history', async () => {
    await using box = await start(['sleep', '1000000']);
    const stdin = new PassThrough();
    const stdout = new PassThrough();
    let screen = '';
    const waiting: { text: string; found: () => void }[] = [];
    stdout.on('data', (data) => {
      screen += data;
      for (const { text, found } of waiting) if (screen.includes(text)) found();
    });
    const shows = (text: string) =>
      new Promise<void>((found) => {
        waiting.push({ text, found });
        if (screen.includes(text)) found();
      });
    const signal = AbortSignal.timeout(10_000);
    const ended = box.container.exec({
      command: ['sh'],
      tty: true,
      stdin,
      stdout,
      stderr: undefined,
      signal,
    });
    await shows('/ # ');
    stdin.write('ecHo\x7f\x7f\x7fcho one\r');
    await shows('\r\none\r\n/ # ');
    stdin.write('sleep 100000\r');
    await shows('sleep 100000\r\n');
    stdin.write('\x03');
    await shows('^C\r\n/ # ');
    stdin.write('echo not \x03');
    await shows('echo not ^C\r\n/ # ');
    stdin.write('\x1b[A\x1b[A\r');
    await shows('echo one\r\none\r\n/ # ');
    stdin.write('exit 3\r');
    expect(await ended).toBe(3);
  });
});

describe('the commands of busybox', () => {
  it.each([
    ["printf 'a b\\nc d\\n' | sed -n 's/\\([a-c]\\) \\(.\\)/\\2\\1/p' | sed '1d;s/c/C/'", 'dC\n'],
    ["printf 'x1\\ny2\\nX3\\n' | grep -in 'x[0-9]'", '1:x1\n3:X3\n'],
    ["printf 'a,b,c\\n' | cut -d, -f1,3; echo hello | tr a-y b-z", 'a,c\nifmmp\n'],
    [
      'mkdir -p a/b; touch a/b/c; find a -type f; cp -r a d; rm -r a; ls d/b; mv d/b/c e; ls',
      'a/b/c\nc\nd\ne\n',
    ],
    ["printf '3\\n10\\n2\\n' | sort -n | head -n 2; seq 1 2 5 | tail -n 1", '2\n3\n5\n'],
    [
      'echo hello | md5sum; echo hello | base64; echo aGk= | base64 -d',
      'b1946ac92492d2347c6235b4d2611184  -\naGVsbG8K\nhi',
    ],
    [
      'mkdir -p d/e; echo 1 > d/e/f; ln -s e d/g; tar cf a.tar d; mkdir o; tar xf a.tar -C o; cat o/d/g/f; tar tf a.tar; tar czf - d | tar -xzmf - -C /tmp; ls /tmp/d',
      '1\nd/\nd/e/\nd/e/f\nd/g\ne\ng\n',
    ],
    ['which sh; which nosuch || echo none', '/bin/sh\nnone\n'],
    ['ln -s /w/target link; readlink link; echo in > target; cat link', '/w/target\nin\n'],
    ["printf 'a b\\n' | wc -w; basename /x/y.c .c; dirname /x/y; expr 2 + 3; hostname", '2\ny\n/x\n5\nbox\n'],
    [
      'env -i A=1 env; A=2 printenv A; date -u -d @0 +%Y-%m-%dT%H:%M:%S; echo a b | xargs -n 1 echo -',
      'A=1\n2\n1970-01-01T00:00:00\n- a\n- b\n',
    ],
  ])('%s', async (script, expected) => {
    expect(await shell(script)).toEqual({ code: 0, text: expected });
  });

  it('cannot leave the container', async () => {
    const script =
      'ln -s ../../../../../../../etc evil; cat evil/hostname /../../etc/hostname; echo x > evil/new; ls /etc';
    expect(await shell(script, { 'etc/hostname': 'inside\n' })).toEqual({
      code: 0,
      text: 'inside\ninside\nhostname\nnew\n',
    });
  });

  it('follow a file that grows', async () => {
    await using box = await start(['sh', '-c', 'echo one > f; tail -f f']);
    await box.printed(/one/);
    await box.run('sh', '-c', 'echo two >> /f');
    await box.printed(/two/);
  });

  it('see the processes of their container, and end them', async () => {
    await using box = await start(['sh', '-c', 'sleep 1000000; echo woken']);
    let processes = '';
    while (!processes.includes('0:00 sleep')) processes = (await box.run('ps')).out;
    expect(processes).toContain('    1 root      0:00 sh -c sleep 1000000; echo woken\n');
    const pid = /(\d+) root +0:00 sleep/.exec(processes)?.[1] ?? '';
    expect(await box.run('kill', pid)).toMatchObject({ code: 0 });
    await box.printed(/woken/);
  });
});
