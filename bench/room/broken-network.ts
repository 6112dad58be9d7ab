import { AsyncLocalStorage } from 'node:async_hooks';

/** The network of one learner. */
export interface Network {
  on(): void;
  /** What is under way breaks, and nothing new gets through. */
  off(): void;
}

interface State {
  isOff: boolean;
  readonly open: Set<AbortController>;
}

/**
 * Puts a bad network under this process's `fetch`: a share of the requests fails, half of them on the way there and half
 * of them after the server did what was asked. Gives what runs somebody with a network of their own.
 */
export function breakNetwork(failing: number): <T>(body: (network: Network) => Promise<T>) => Promise<T> {
  const whose = new AsyncLocalStorage<State>();
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const state = whose.getStore();
    const broken = new AbortController();
    const luck = Math.random() / failing;
    if (state?.isOff || luck < 0.5) throw new TypeError('fetch failed', { cause: reset });
    state?.open.add(broken);
    const signal = init?.signal ? AbortSignal.any([init.signal, broken.signal]) : broken.signal;
    const response = await real(input, { ...init, signal });
    if (init?.method === 'POST') state?.open.delete(broken);
    if (luck < 1) {
      broken.abort(reset);
      throw new TypeError('fetch failed', { cause: reset });
    }
    return response;
  };
  return (body) => {
    const state: State = { isOff: false, open: new Set() };
    const network: Network = {
      on: () => {
        state.isOff = false;
      },
      off: () => {
        state.isOff = true;
        for (const request of state.open) request.abort(reset);
        state.open.clear();
      },
    };
    return whose.run(state, () => body(network));
  };
}

const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
