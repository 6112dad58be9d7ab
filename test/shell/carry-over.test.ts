// The ${…} here are for bash.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: see above
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openShell, runEnv } from './open-shell.ts';

describe('what a step leaves, the next one finds', () => {
  test('variables, exported or not, arrays, functions, aliases, options', async () => {
    const shell = openShell();
    await shell.do(`
      plain=1 ; export EXPORTED=2 ; declare -i number=3 ; list=(a "b c" '') ; sparse=([5]=x)
      greet() { echo "hello $1"; } ; shout() { echo LOUD; } ; export -f shout
      alias k='echo kubectl' ; shopt -s extglob ; set -o pipefail
      glob() { case $1 in +(a|b)) echo matched ;; esac; }`);
    const { output } = await shell.do(`
      echo $plain $(bash -c 'echo [$plain$EXPORTED]') $((number += 1)) "\${#list[@]}:\${list[1]}" "\${!sparse[@]}"
      greet you ; bash -c shout ; k get pods ; glob abba ; false | true ; echo $?`);
    expect(output.split('\n')).toEqual([
      '1 [2] 4 3:b c 5',
      'hello you',
      'LOUD',
      'kubectl get pods',
      'matched',
      '1',
      '',
    ]);
  });

  test('an associative array, where bash has them', async () => {
    const shell = openShell();
    await shell.do(`declare -A map=([one]=1 ["two words"]=$'2\\n3')`);
    expect((await shell.do(`echo "\${map[two words]}"`)).output).toBe('2\n3\n');
  });

  test('the working directory and the one before', async () => {
    const shell = openShell();
    await shell.do('mkdir -p "a b/c" && cd "a b/c"');
    expect((await shell.do('pwd; cd - > /dev/null; pwd')).output).toBe(
      `${join(shell.cwd, 'a b/c')}\n${shell.cwd}\n`,
    );
  });

  test('what was unset stays unset', async () => {
    const shell = openShell({ TAG: 'v0.1' });
    await shell.do('unset TAG HOME ; f() { :; } ; alias k=ls ; A=1');
    expect(shell.variables()).toEqual({ A: '1' });
    await shell.do('unset -f f ; unalias k ; unset A');
    const { output } = await shell.do('echo "${TAG-gone} ${HOME-gone} ${A-gone}"; type f k');
    expect(output).toContain('gone gone gone');
    expect(output).toMatch(/f: not found\n.*k: not found/);
  });

  test('any text at all, byte for byte', { timeout: 60_000 }, async () => {
    const shell = openShell();
    const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((value) => !value.includes('\0'));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 5, maxLength: 5 }), async (values) => {
        const env = Object.fromEntries(values.map((value, index) => [`GIVEN${index}`, value]));
        const copies = values.map((_, index) => `copy${index}=$GIVEN${index}`).join('; ');
        await shell.do(copies, { env });
        expect(values.map((_, index) => shell.variables()[`copy${index}`])).toEqual(values);
        const compared = values.map((_, index) => `[[ $copy${index} == "$GIVEN${index}" ]]`).join(' && ');
        expect((await shell.do(compared, { env })).exit).toBe(0);
      }),
      {
        numRuns: 25,
        examples: [
          [[`it's "q" $HOME \`id\` \\ !x`, 'line 1\nline 2\n', '\x01\x7f\x1b[31m\t\r', 'é😀中', '']],
        ],
      },
    );
  });

  test('a value that is no UTF-8', async () => {
    const shell = openShell();
    await shell.do(`raw=$'a\\xff\\xfeb'`);
    expect((await shell.do('printf %s "$raw" | od -An -tx1')).output.trim()).toBe('61 ff fe 62');
  });

  test('nothing of ours, and nothing that bash sets itself', async () => {
    const shell = openShell({ TAG: 'v0.1' });
    await shell.do('true');
    expect(shell.variables()).toEqual({ TAG: 'v0.1' });
    const { output } = await shell.do('declare -F; env');
    expect(output).not.toMatch(/BASH_ENV|^_*pilotage.*=/m);
    const ours = Object.keys(process.env).filter((name) => name.startsWith('PILOTAGE'));
    expect((output.match(/^PILOTAGE\w*/gm) ?? []).toSorted()).toEqual(ours.toSorted());
    expect(readFileSync(join(shell.dir, 'state.sh'), 'utf8')).not.toMatch(/PWD=|SHLVL|RANDOM|PIPESTATUS/);
  });

  test('a step looks to its command like a shell that just started', async () => {
    const shell = openShell();
    const { output } = await shell.do('echo $? $# $0 $-; nosuch\n\nnosuch2');
    expect(output).toBe(
      '0 0 bash hBc\nbash: line 1: nosuch: command not found\nbash: line 3: nosuch2: command not found\n',
    );
  });
});

describe('however a step ends, its variables are saved', () => {
  test.each([
    ['exit in the middle', 'A=1; exit 3; A=2', 3],
    ['a failure', 'A=1; false', 1],
    ['set -e', 'set -e; A=1; false; A=2', 1],
    ['set -eu and an unset variable', 'set -eu; A=1; echo $nosuch; A=2', 1],
    ['set -euo pipefail with -x', 'set -euxo pipefail; A=1; false | true; A=2', 1],
    ['a syntax error', 'A=1\nif then', 2],
    ['a substitution that is none', 'A=1\necho ${x!y}', 1],
    ['an odd IFS', 'A=1; IFS=A_pilotge; true', 0],
    ['odd options', 'A=1; shopt -s nocasematch; set -fC; true', 0],
    ['builtins taken over', 'A=1; cd() { :; }; printf() { :; }; read() { :; }; declare() { :; }; true', 0],
    ['no PATH', 'A=1; PATH=; true', 0],
    ['an EXIT trap of its own', `trap 'A=9' EXIT; A=1`, 0],
    ['ERR and DEBUG traps', `set -ET; trap 'B=1' ERR DEBUG; A=1; false`, 1],
  ])('%s', async (_, command, exit) => {
    const shell = openShell();
    expect(await shell.do(command)).toMatchObject({ exit, signal: undefined, ending: undefined });
    expect(shell.variables().A).toBe('1');
    expect((await shell.do('builtin echo "$A"')).output).toBe('1\n');
  });

  test.each(['INT', 'TERM', 'HUP'] as const)('SIG%s', async (signal) => {
    const shell = openShell();
    expect(await shell.do(`A=1; kill -${signal} $$; sleep 60`)).toMatchObject({
      exit: null,
      signal: `SIG${signal}`,
    });
    expect(shell.variables()).toEqual({ A: '1' });
  });

  test('SIGKILL leaves what the step before left, and no half of it', async () => {
    const shell = openShell();
    await shell.do('A=1');
    expect(await shell.do('A=2; kill -9 $$')).toMatchObject({ exit: null, signal: 'SIGKILL' });
    expect(shell.variables()).toEqual({ A: '1' });
    expect((await shell.again().do('echo $A')).output).toBe('1\n');
    expect(readdirSync(shell.dir).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('the EXIT trap of a step is run, sees its exit code and may change it', async () => {
    const shell = openShell();
    expect(await shell.do(`trap 'echo bye $?; exit 7' EXIT INT; exit 3`)).toMatchObject({
      exit: 7,
      output: 'bye 3\n',
    });
    expect((await shell.do(`trap 'echo bye' EXIT; trap - EXIT; (trap 'echo inner' EXIT)`)).output).toBe(
      'inner\n',
    );
  });

  test('exit in a function: its local variables are not the shell’s', async () => {
    const shell = openShell();
    const command = `A=1; die() { local A=2 message=$1; echo "$message" >&2; (exit 5); exit; }
      trap 'echo "bye $? $A" >&2' EXIT; outer() { local B=3; die "no way" || true; echo no; }; outer; echo no`;
    expect(await shell.do(command)).toMatchObject({ exit: 5, output: 'no way\nbye 5 1\n' });
    expect(shell.variables()).toEqual({ A: '1' });
    expect(await shell.do('echo $(exit 3) $?; f() { exit; }; false || f')).toMatchObject({
      exit: 1,
      output: '3\n',
    });
    expect(await shell.do('exit nonsense')).toMatchObject({ exit: 2 });
  });

  test('an exported variable that is too long for any program', async () => {
    const shell = openShell();
    await shell.do(`export LONG=$(printf '%0300000d' 7); A=1`);
    expect(shell.variables()).toMatchObject({ A: '1', LONG: expect.stringMatching(/^0{299999}7$/) });
  });

  test('what is read-only stays so', async () => {
    const shell = openShell();
    await shell.do('readonly R=1');
    expect((await shell.do('echo $R; R=2; echo no')).output).toMatch(/^1\n.*R: readonly variable\n$/);
  });

  test('set -x shows what the step does, not what we do', async () => {
    expect((await openShell().do('set -x; echo hi; exit 0')).output).toBe('+ echo hi\nhi\n+ exit 0\n');
  });

  test('-e, -u and -x do not reach the next step, noglob does', async () => {
    const shell = openShell();
    await shell.do('set -euxf');
    expect((await shell.do('false; echo $nosuch *')).output).toBe('*\n');
  });
});

describe('the state on disk', () => {
  test('is for nobody else to read', () => {
    const shell = openShell({ SECRET: 'x' });
    expect(statSync(shell.dir).mode & 0o077).toBe(0);
  });

  test('takes a seed only the first time', async () => {
    const shell = openShell({ TAG: 'v0.1', ODD: `it's\n$x` });
    expect(shell.variables()).toEqual({ TAG: 'v0.1', ODD: `it's\n$x` });
    await shell.do('TAG=v0.2');
    expect(shell.again().variables().TAG).toBe('v0.2');
    expect((await shell.do('echo "$TAG $ODD"')).output).toBe(`v0.2 it's\n$x\n`);
  });

  test('in a directory whose name bash would expand', async () => {
    const shell = openShell({}, undefined, `${openShell().cwd}/it's $(touch x) \`id\` "é"`);
    await shell.do('A=1; mkdir sub; cd sub');
    expect((await shell.do('echo $A; pwd; ls ..')).output).toBe(`1\n${shell.cwd}/sub\nsub\n`);
    expect(existsSync('x')).toBe(false);
  });

  test('a directory that is gone: the step runs where the run began, and says so', async () => {
    const shell = openShell();
    await shell.do('mkdir sub; cd sub; rmdir ../sub');
    const { output } = await shell.do('pwd');
    expect(output).toContain(`the directory ${shell.cwd}/sub is no longer there`);
    expect(output).toMatch(new RegExp(`^${shell.cwd}$`, 'm'));
  });

  test('a full disk keeps the state that there was', async () => {
    const shell = openShell();
    await shell.do('A=1');
    // A limit on the size of files stands for the disk: writing fails in the middle of the state.
    await shell.do(`trap '' XFSZ; big=$(printf %4000s); A=2; f() { echo "$big"; }; ulimit -f 1`);
    expect(shell.variables()).toEqual({ A: '1' });
    expect((await shell.do('echo $A')).output).toBe('1\n');
  });
});

describe('the environment is the caller’s, and the learner’s changes to it hold', () => {
  const env = { ...runEnv, PATH: '/tools:/usr/bin:/bin' };
  const show = 'echo "$PATH $NODE ${KUBECONFIG-none}"';

  test('nothing of it is saved', async () => {
    const shell = openShell();
    await shell.do('true', { env });
    expect(shell.variables()).toEqual({});
    const next = { ...env, NODE: '10.0.0.1', KUBECONFIG: '/other' };
    expect((await shell.do(show, { env: next })).output).toBe('/tools:/usr/bin:/bin 10.0.0.1 /other\n');
  });

  test('a change holds while the caller gives the same', async () => {
    const shell = openShell();
    await shell.do('export NODE=mine; PATH=$PATH:~/bin; unset KUBECONFIG', { env });
    const kept = `/tools:/usr/bin:/bin:${process.env.HOME}/bin mine none\n`;
    expect((await shell.do(show, { env })).output).toBe(kept);
    expect((await shell.do(show, { env })).output).toBe(kept);
  });

  test('what the caller gives anew wins; an addition to PATH is added to the new one', async () => {
    const shell = openShell();
    await shell.do('NODE=mine; PATH=/first:$PATH:/last; unset KUBECONFIG', { env });
    const fresh = { PATH: '/new:/bin:/usr/bin', NODE: '2', KUBECONFIG: '/k2' };
    const expected = '/first:/new:/bin:/usr/bin:/last 2 /k2\n';
    expect((await shell.do(show, { env: fresh })).output).toBe(expected);
    expect((await shell.do(show, { env: fresh })).output).toBe(expected);
    expect((await shell.do(show, { env })).output).toBe(
      '/first:/tools:/usr/bin:/bin:/last 127.0.0.1 /run/kubeconfig\n',
    );
  });

  test('a variable that the learner had before the caller gives it', async () => {
    const shell = openShell();
    await shell.do('DOCKER_HOST=mine');
    expect((await shell.do('echo $DOCKER_HOST', { env: { DOCKER_HOST: 'ours' } })).output).toBe('ours\n');
  });

  test('a variable of the lesson is not the one of the same name around the program', async () => {
    process.env.PILOTAGE_TEST_TAG = 'around';
    try {
      const shell = openShell({ PILOTAGE_TEST_TAG: 'v0.1' });
      expect((await shell.do('echo $PILOTAGE_TEST_TAG; PILOTAGE_TEST_TAG=around')).output).toBe('v0.1\n');
      process.env.PILOTAGE_TEST_TAG = 'other';
      expect((await shell.again().do('echo $PILOTAGE_TEST_TAG')).output).toBe('around\n');
    } finally {
      delete process.env.PILOTAGE_TEST_TAG;
    }
  });

  test('there is no terminal: TERM is dumb, colours are not forced, standard input is empty', async () => {
    const { output } = await openShell().do('echo $TERM $COLUMNS ${FORCE_COLOR-none}; cat; tty');
    expect(output).toBe('dumb 80 none\nnot a tty\n');
  });
});

describe('onChange', () => {
  test('is called when a step changed something, with the new variables there', async () => {
    const shell = openShell();
    const seen: unknown[] = [];
    shell.onChange(() => seen.push(shell.variables()));
    await shell.do('A=1');
    await shell.do('true');
    await shell.do('B=2');
    expect(seen).toEqual([{ A: '1' }, { A: '1', B: '2' }]);
  });

  test('is called for what another process saved', async () => {
    const shell = openShell();
    const changed = new Promise<void>((resolve) => shell.onChange(resolve));
    await shell.again().do('A=elsewhere');
    await changed;
    expect(shell.variables()).toEqual({ A: 'elsewhere' });
  });
});
