import { useCallback, useState } from 'preact/hooks';
import { type Command, send } from './commands.ts';
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
  const act = useCallback(
    async (command: Command, said?: string): Promise<boolean> => {
      const outcome = await send(token, command);
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
