/** A program that runs one command in a shell and is meant to be killed meanwhile: DIR CWD COMMAND. */
import { createShell } from '../../src/shell/shell.ts';

const [dir = '', cwd = '', command = ''] = process.argv.slice(2);
const shell = createShell({ dir, cwd, seed: { TAG: 'v0.1' } });
await shell.run('A=1; f() { echo "f $1"; }; export B="two\nlines"; mkdir sub; cd sub', {
  env: {},
  onOutput() {},
}).ended;
const running = shell.run(command, { env: {}, onOutput: (text) => process.stdout.write(text) });
await running.ended;
process.stdout.write('ended\n');
// Goes on until it is killed.
setInterval(() => {}, 60_000);
