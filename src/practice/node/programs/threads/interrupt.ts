import { Session } from 'node:inspector';

/** As the debugger's protocol has it. */
interface Answer {
  id: number;
  result?: { result?: { value?: unknown } };
}

/**
 * Ends what the code of a thread does at this moment, and nothing else of the thread. Returns the number of the program
 * that it belonged to; undefined when it was none, which is left alone then.
 */
export async function interrupt(threadId: number): Promise<number | undefined> {
  const session = new Session();
  session.connect();
  try {
    const ask = await attach(session, threadId);
    const { result } = await ask('Runtime.evaluate', { expression: 'whoRuns()' });
    const id = result?.result?.value;
    if (typeof id !== 'number') return undefined;
    await ask('Runtime.terminateExecution');
    return id;
  } finally {
    session.disconnect();
  }
}

type Ask = (method: string, params?: object) => Promise<Answer>;

/** The debugger's line to one thread. */
function attach(session: Session, threadId: number): Promise<Ask> {
  const asked = new Map<number, (answer: Answer) => void>();
  session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
    const answer = JSON.parse(params.message) as Answer;
    asked.get(answer.id)?.(answer);
  });
  return new Promise((resolve) => {
    session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
      // Its `workerId` counts those that this session has met.
      if (!workerInfo.title.startsWith(`[worker ${threadId}]`)) return;
      resolve((method, params = {}) => {
        const id = asked.size + 1;
        const answered = new Promise<Answer>((hear) => asked.set(id, hear));
        const message = JSON.stringify({ id, method, params });
        session.post('NodeWorker.sendMessageToWorker', { sessionId, message });
        return answered;
      });
    });
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  });
}
