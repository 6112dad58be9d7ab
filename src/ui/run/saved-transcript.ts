import { harmless } from '../text.ts';
import type { RunView } from './view.ts';

/** Writes a transcript, and says where it is, or why it is not. */
export function savedTranscript(save: (() => string) | undefined): RunView['notice'] {
  if (!save) return undefined;
  try {
    const file = save();
    return (say) => say.transcriptSaved(file);
  } catch (error) {
    const why = harmless((error as Error).message);
    return (say) => say.transcriptFailed(why);
  }
}
