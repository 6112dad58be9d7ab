import { once } from 'node:events';
import { type KubeObject, listAt, nameOf, numberAt, textAt } from '../../api/objects.ts';
import type { Call } from '../../command.ts';
import { isNotFound, KubectlError, StatusError } from '../../errors.ts';
import { awaitObject } from '../../resources/await.ts';
import { interact, terminalWanted } from '../../resources/interact.ts';
import { chooseContainer } from '../../resources/pods.ts';

/** `kubectl run -it`: waits for the pod, lends it this terminal, ends as it does, and with --rm removes it. */
export async function attachAndFollow(call: Call, pod: KubeObject, path: string): Promise<void> {
  const { session, flags } = call;
  const remove = async () => {
    if (!flags.bool('rm')) return;
    try {
      await session.client.send('DELETE', path, { body: { propagationPolicy: 'Background' } });
      if (!flags.bool('quiet')) session.out(`pod "${nameOf(pod)}" deleted\n`);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  };
  try {
    const container = chooseContainer(session, pod, '', flags.bool('quiet'));
    const running = await whenStarted(call, pod);
    if (!running || !(await attached(call, pod, path, container))) await showLog(call, path);
    if (flags.string('restart') === 'Always') return;
    const code = await exitCode(call, pod);
    if (code !== 0)
      throw new KubectlError(`pod ${pod.metadata?.namespace}/${nameOf(pod)} terminated (Error)`, code);
  } finally {
    await remove();
  }
}

/** False when it ended before it could be attached to: then its log has all that it said. */
async function attached(
  { session, flags }: Call,
  pod: KubeObject,
  path: string,
  container: string,
): Promise<boolean> {
  const wish = { stdin: flags.bool('stdin'), quiet: flags.bool('quiet') };
  const tty = terminalWanted(session, { ...wish, tty: flags.bool('tty') });
  if (wish.stdin && !wish.quiet) session.err("If you don't see a command prompt, try pressing enter.\n");
  try {
    await interact(session, `${path}/attach`, { container }, { ...wish, tty });
    return true;
  } catch (error) {
    if (!(error instanceof StatusError || error instanceof KubectlError)) throw error;
    const reason = error.message.replace(/^error: /, '');
    session.err(
      `warning: couldn't attach to pod/${nameOf(pod)}, falling back to streaming logs: ${reason}\n`,
    );
    return false;
  }
}

async function showLog({ session }: Call, path: string): Promise<void> {
  const response = await session.client.open('GET', `${path}/log`, { accept: '*/*' });
  response.on('data', (chunk: Buffer) => session.out(chunk));
  await once(response, 'end');
}

const phaseOf = (object: KubeObject | undefined): string => textAt(object, 'status', 'phase');

/** False when it has ended already. */
async function whenStarted({ session, flags }: Call, pod: KubeObject): Promise<boolean> {
  const resource = await session.discovery.resolve('pods');
  let last: KubeObject | undefined;
  const where = { resource, namespace: pod.metadata?.namespace ?? '', name: nameOf(pod) };
  const met = await awaitObject(session, where, flags.duration('pod-running-timeout'), (object) => {
    if (!object) throw new KubectlError(`Error from server (NotFound): pods "${nameOf(pod)}" not found`);
    last = object;
    return ['Running', 'Succeeded', 'Failed'].includes(phaseOf(object));
  });
  if (met === 'timeout') throw new KubectlError('error: timed out waiting for the condition');
  return phaseOf(last) === 'Running';
}

async function exitCode({ session }: Call, pod: KubeObject): Promise<number> {
  const resource = await session.discovery.resolve('pods');
  const where = { resource, namespace: pod.metadata?.namespace ?? '', name: nameOf(pod) };
  let code = 0;
  await awaitObject(session, where, 7 * 24 * 3_600_000, (object) => {
    if (!object) return true;
    const [status] = listAt(object, 'status', 'containerStatuses');
    code = numberAt(status, 'state', 'terminated', 'exitCode');
    return phaseOf(object) === 'Succeeded' || phaseOf(object) === 'Failed';
  });
  return code;
}
