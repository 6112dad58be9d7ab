/**
 * The measurements of README's table, each as a ratio against something run beside it, in turn, so that a machine
 * whose speed drifts does not spoil it. `npm run bench` builds what is measured first.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { firstFrame } from './first-frame.ts';
import { idleCluster, idleFor } from './idle.ts';
import { compare, type Row, show } from './measure.ts';
import { wholeProcess } from './whole-process.ts';

const root = join(import.meta.dirname, '..');
execFileSync(process.execPath, ['build.ts', '--if-needed'], { cwd: root, stdio: 'inherit' });
const bin = join(root, 'dist', 'bin.js');
const bare = () => wholeProcess(process.execPath, ['-e', '0']);

const rows: Row[] = [
  await compare(
    'pilotage --version',
    () => wholeProcess(process.execPath, [bin, '--version']),
    'node -e 0',
    bare,
    2.5,
  ),
  await compare('first frame of the menu', () => firstFrame(bin), 'node -e 0', bare, 10),
];
if (process.platform === 'linux') {
  const watched = async () => idleFor;
  rows.push(
    await compare(
      'CPU time of an idle practice cluster',
      idleCluster,
      'the time it was watched',
      watched,
      0.01,
      1,
    ),
  );
}
show(rows);
