// The ${…} here are for bash.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: see above
// biome-ignore-all lint/suspicious/noControlCharactersInRegex: escapes are what a terminal shows
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { quote } from '../../src/base/quote.ts';
import { openShell, runEnv, type TestShell, testDirectory } from './open-shell.ts';

/** Starts the learner's shell on a pseudo-terminal; `home` has their ~/.bashrc. */
async function openTerminal(shell: TestShell, bashrc = '', env: Readonly<Record<string, string>> = runEnv) {
  const home = join(testDirectory(), 'home');
  mkdirSync(home);
  writeFileSync(join(home, '.bashrc'), bashrc);
  const { file, args, cwd, env: all } = shell.interactive({ ...env, HOME: home });
  const command = `stty cols 200; exec ${[file, ...args].map(quote).join(' ')}`;
  const child = spawn('script', ['-qfec', command, '/dev/null'], { cwd, env: { ...all, TERM: 'xterm' } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (bytes) => {
    // Readline switches bracketed paste on and off around every line.
    output = `${output}${bytes}`.replaceAll(/\x1b\[\?2004[hl]\r?/g, '');
  });
  const sees = (text: string | RegExp) =>
    vi.waitFor(() => expect(output).toMatch(text), { timeout: 10_000, interval: 20 });
  await sees(/\(pilotage\) .* [$#] /);
  return {
    get output() {
      return output;
    },
    /** Types a line and waits for what it makes the terminal show. */
    async type(line: string, expected: string | RegExp) {
      output = '';
      child.stdin.write(`${line}\n`);
      await sees(expected);
    },
    async leave(how = 'exit\n') {
      child.stdin.write(how);
      const [code] = await once(child, 'exit');
      return code as number;
    },
  };
}

describe.skipIf(process.platform !== 'linux')('the learner’s own shell', () => {
  test('sees what the steps left, says where it is, and how to go back', async () => {
    const shell = openShell({ TAG: 'v0.1' });
    await shell.do('f() { echo "f <$1>"; }; alias k="echo kubectl"; mkdir sub; cd sub');
    const terminal = await openTerminal(shell);
    expect(terminal.output).toContain('Type exit or press Ctrl-D to go back');
    expect(terminal.output).toMatch(/\(pilotage\) \S*sub [$#] /);
    await terminal.type('f $TAG; k get', /f <v0\.1>\r\nkubectl get/);
    expect(await terminal.leave()).toBe(0);
  });

  test('leaves its variables, functions and directory to the steps, after every command', async () => {
    const shell = openShell();
    const terminal = await openTerminal(shell);
    const changed = new Promise<void>((resolve) => shell.onChange(resolve));
    await terminal.type(`REGISTRY=127.0.0.1:30000; g() { echo "g $1"; }; mkdir here; cd here`, /here [$#] /);
    await changed;
    expect(shell.variables()).toEqual({ REGISTRY: '127.0.0.1:30000' });
    expect((await shell.do('g $REGISTRY; pwd')).output).toBe(`g 127.0.0.1:30000\n${shell.cwd}/here\n`);
    expect(await terminal.leave('unset REGISTRY; cd ..; exit 4\n')).toBe(4);
    expect(shell.variables()).toEqual({});
    expect((await shell.do('pwd')).output).toBe(`${shell.cwd}\n`);
  });

  test('Ctrl-D goes back', async () => {
    const terminal = await openTerminal(openShell());
    expect(await terminal.leave('\x04')).toBe(0);
  });

  test('has the learner’s ~/.bashrc, which the steps do not get', async () => {
    const shell = openShell();
    const terminal = await openTerminal(
      shell,
      `MINE=yes; alias rm='rm -i' hi='echo "hi there"'; helper() { echo helps; }; shopt -s globstar
      PROMPT_COMMAND='echo "<prompt>"'; no-such-command; false`,
    );
    await terminal.type(
      'hi; helper; echo $MINE; N=1',
      /hi there\r\nhelps\r\nyes\r\n<prompt>\r\n\(pilotage\)/,
    );
    await terminal.leave();
    expect(shell.variables()).toEqual({ N: '1' });
    expect((await shell.do('type helper hi; alias; shopt globstar')).output).toMatch(
      /helper: not found\n.*hi: not found\nglobstar +\toff\n$/,
    );
  });

  test('aliases of ~/.bashrc do not get into the functions of the run', async () => {
    const shell = openShell();
    await shell.do('show() { echo shown; }');
    const terminal = await openTerminal(shell, `alias echo='echo -n' show='false'`);
    await terminal.leave();
    expect((await shell.do('show')).output).toBe('shown\n');
  });

  test('is for the run’s cluster, whatever ~/.bashrc says', async () => {
    const env = { ...runEnv, PATH: `/tools:${process.env.PATH}` };
    const terminal = await openTerminal(
      openShell(),
      'export KUBECONFIG=~/.kube/production PATH=/elsewhere:$PATH',
      env,
    );
    await terminal.type('echo "<$KUBECONFIG $PATH>"', `<${runEnv.KUBECONFIG} ${env.PATH}>`);
  });

  test('remembers its commands from one time to the next', async () => {
    const shell = openShell();
    const terminal = await openTerminal(shell);
    await terminal.type('echo once-$((6 * 7))', 'once-42');
    await terminal.leave();
    const next = await openTerminal(shell);
    await next.type('history', /echo once-\$\(\(6 \* 7\)\)/);
    expect((await shell.do('echo ${HISTFILE-none}')).output).toBe('none\n');
  });

  test('keeps the exit code of the last command for the learner', async () => {
    const terminal = await openTerminal(openShell());
    await terminal.type('(exit 7)', /\) .*[$#] /);
    await terminal.type('echo "<$?>"', '<7>');
  });

  test('set -u, -x and a trap of the learner’s are theirs alone', async () => {
    const shell = openShell();
    const terminal = await openTerminal(shell);
    await terminal.type(`set -ux; trap 'echo "<bye $A>"' EXIT; A=1`, /\+ A=1\r\n\(pilotage\)/);
    await terminal.type('echo "<$->"', /<\S*u\S*x/);
    await terminal.leave();
    expect(shell.variables()).toEqual({ A: '1' });
    expect((await shell.do('echo "$A$nosuch"')).output).toBe('1\n');
  });
});
