import { useCallback, useRef, useState } from 'preact/hooks';
import { type Command, isSame, send } from './commands.ts';
import type { Words } from './i18n/words.ts';

/** What came of the last command. */
export interface Told {
  readonly text: string;
  readonly isGood: boolean;
  /** Where it may be worth another try. */
  readonly again?: () => void;
}

/** Sends commands to the room, and keeps what is to be said of the last one. */
export function useCommands(token: string, words: Words) {
  const [toast, tell] = useState<Told | null>(null);
  // Whether the room heard it is not known: asked for again, by whichever button, it is the same request.
  const unheard = useRef<Command | undefined>(undefined);
  const act = useCallback(
    async (asked: Command, said?: string): Promise<boolean> => {
      const command = unheard.current && isSame(unheard.current, asked) ? unheard.current : asked;
      const outcome = await send(token, command);
      unheard.current = outcome === 'away' ? command : undefined;
      if (outcome === 'done') {
        tell(said === undefined ? null : { text: said, isGood: true });
        return true;
      }
      const why = words.refused[outcome] ?? outcome;
      const again = () => void act(command, said);
      tell({ text: `${words.failed} ${why}`, isGood: false, ...(outcome === 'away' ? { again } : {}) });
      return false;
    },
    [token, words],
  );
  const dismiss = useCallback(() => tell(null), []);
  return { act, toast, dismiss };
}
