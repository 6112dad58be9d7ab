import { type ClientRequest, request } from 'node:http';
import { createInterface } from 'node:readline';

/** A line of the host's answer: text for one of the two streams, or the exit code, which ends it. */
type Answer = { stream: 'stdout' | 'stderr'; text: string } | { exit: number };

/**
 * Has the host of the practice cluster carry out a minikube command line: it alone knows its state.
 * @returns the exit code
 */
export async function forward(argv: string[]): Promise<number> {
  const base = process.env.PILOTAGE_PRACTICE;
  if (!base) {
    process.stderr.write(
      'minikube: this is the practice one of pilotage; start it with "pilotage practice -- minikube …".\n',
    );
    return 1;
  }
  return new Promise((resolve) => {
    const call: ClientRequest = request(`${base}/minikube`, { method: 'POST' }, (response) => {
      let exit = 1;
      createInterface({ input: response })
        .on('line', (line) => {
          const answer = JSON.parse(line) as Answer;
          if ('exit' in answer) exit = answer.exit;
          else process[answer.stream].write(answer.text);
        })
        .on('close', () => resolve(exit));
    });
    call.on('error', (error) => {
      process.stderr.write(
        `❌  Exiting due to HOST_NOT_RUNNING: the practice cluster does not answer (${error.message})\n`,
      );
      process.stderr.write('👉  pilotage start resumes the run, and the cluster with it.\n');
      resolve(1);
    });
    call.end(JSON.stringify({ argv }));
  });
}
