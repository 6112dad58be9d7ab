import type { MessagePort } from 'node:worker_threads';
import { NetworkError } from '../../network/failure.ts';
import { type FromThread, type Question, type Questions, type ToThread, untakenLimit } from './protocol.ts';

/** A program's line to the cluster. */
export interface Link {
  /** @throws NetworkError */
  ask<Q extends Question>(question: Q, ask: Questions[Q]['ask']): Promise<Questions[Q]['answer']>;
  closed(port: number): void;
  /** Waits while the cluster has not taken what was written before. */
  output(stream: 'stdout' | 'stderr', data: string | Uint8Array): void;
  onSignal(listener: (name: string) => void): void;
}

/** @param untaken what the cluster has not taken yet; without it nothing waits: others share the thread */
export function createLink(port: MessagePort, untaken?: Int32Array): Link {
  const asked = new Map<number, PromiseWithResolvers<unknown>>();
  let signalled: (name: string) => void = () => undefined;
  let last = 0;
  const send = (message: FromThread) => port.postMessage(message);
  port.on('message', (message: ToThread) => {
    if (message.type === 'signal') {
      signalled(message.name);
      return;
    }
    const question = asked.get(message.id);
    asked.delete(message.id);
    if (asked.size === 0) port.unref();
    if (message.type === 'answer') question?.resolve(message.answer);
    else question?.reject(new NetworkError(message.failure));
  });
  // The program ends when it has nothing left to do, whatever may still come in here.
  port.unref();
  return {
    ask(question, ask) {
      last += 1;
      const answer = Promise.withResolvers<unknown>();
      asked.set(last, answer);
      port.ref();
      send({ type: 'question', id: last, question, ...ask } as FromThread);
      return answer.promise as Promise<never>;
    },
    closed: (number) => send({ type: 'closed', port: number }),
    output(stream, data) {
      if (!untaken) return send({ type: 'output', stream, data });
      const bytes = data.length;
      const before = Atomics.add(untaken, 0, bytes);
      send({ type: 'output', stream, data });
      for (let now = before + bytes; now > untakenLimit; now = Atomics.load(untaken, 0)) {
        Atomics.wait(untaken, 0, now, 1000);
      }
    },
    onSignal(listener) {
      signalled = listener;
    },
  };
}
