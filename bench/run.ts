/**
 * The measurements of README's table, each as a ratio against something run beside it, in turn, so that a machine
 * whose speed drifts does not spoil it. `npm run bench` builds what is measured first.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { startPractice } from '../test/cluster/support/practice-cluster.ts';
import { realCluster, whyNoRealCluster } from '../test/cluster/support/real-cluster.ts';
import { detectionRows } from './detection.ts';
import { bareMemory, dockercoinsMemory } from './dockercoins.ts';
import { firstFrame } from './first-frame.ts';
import { outputRows } from './flood.ts';
import { idleCluster, idleFor, idleScreen } from './idle.ts';
import { bigWorkshop } from './lint.ts';
import { beside, compare, feel, type Row, show } from './measure.ts';
import { benchCluster, coldStart, createToAvailable, startWithin } from './practice.ts';
import { millisecondsAReplica } from './replicas.ts';
import { stepsOfNothing } from './steps.ts';
import { dockercoinsCommands, dockercoinsValidated } from './validation.ts';
import { watchedLesson } from './watch.ts';
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
  await compare('first frame of the menu', () => firstFrame(bin), 'node -e 0', bare, 8),
];
rows.push(
  await feel(
    'practice cluster, from the first line of its process to its first answer',
    startWithin,
    { median: 150, p95: 200 },
    15,
  ),
  await compare('the same, from outside, with its process', coldStart, 'node -e 0', bare, 6),
);
{
  await using cluster = await benchCluster();
  Object.assign(process.env, cluster.env);
  const tool = join(root, 'dist', 'kubectl.js');
  rows.push(
    await compare(
      "our kubectl's get pods",
      () => wholeProcess(process.execPath, [tool, 'get', 'pods']),
      'its version --client',
      () => wholeProcess(process.execPath, [tool, 'version', '--client']),
      1.4,
    ),
    await compare(
      'kubectl get pods',
      () => wholeProcess('kubectl', ['get', 'pods']),
      'kubectl version --client',
      () => wholeProcess('kubectl', ['version', '--client']),
      1.4,
    ),
    await compare('create to Available', () => createToAvailable(cluster), 'node -e 0', bare, 1.25),
  );
}
rows.push(
  await compare(
    'a replica of 500',
    () => millisecondsAReplica(500),
    'a replica of 50',
    () => millisecondsAReplica(50),
    1.25,
    5,
  ),
);
{
  using workshop = bigWorkshop();
  rows.push(
    await compare(
      'lint of a workshop of 1,000 steps',
      () => workshop.lint(bin),
      'bash -n of each of its commands',
      workshop.bash,
      1,
      5,
    ),
  );
}
{
  using step = stepsOfNothing(bin);
  rows.push(
    await feel('one more step that does nothing, validated', step.pilotage, { median: 25, p95: 40 }, 5),
    await beside('one more test of bats that does nothing', step.bats),
    ...(step.cram ? [await beside('one more command of cram that does nothing', step.cram)] : []),
    await beside('one more command of a bash script that does nothing', step.bash),
  );
}
rows.push(
  await compare(
    'DockerCoins validated',
    () => dockercoinsValidated(bin),
    'its commands and undos alone',
    dockercoinsCommands,
    1.6,
    3,
  ),
);
{
  await using watched = await watchedLesson(bin);
  rows.push(
    await feel(
      'watch, from a save to what it says of the changed step',
      watched.save,
      { median: 1000, p95: 1500 },
      10,
    ),
  );
}
rows.push(...(await detectionRows('a practice cluster', bin, await startPractice())));
const missing = whyNoRealCluster();
if (missing === undefined) rows.push(...(await detectionRows('a real cluster', bin, await realCluster())));
else console.log(`detection on a real cluster: ${missing}`);
if (process.platform === 'linux') {
  rows.push(...(await outputRows(bin)));
  rows.push(
    await compare(
      'memory of DockerCoins with ten workers',
      dockercoinsMemory,
      'a bare Node.js',
      bareMemory,
      2.4,
      1,
      'MB',
    ),
  );
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
    await compare(
      'CPU time of a step that is done, the live cluster beside it',
      () => idleScreen(bin),
      'the time it was watched',
      watched,
      0.01,
      1,
    ),
  );
}
show(rows);
