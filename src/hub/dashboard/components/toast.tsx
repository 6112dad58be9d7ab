import { useEffect } from 'preact/hooks';
import type { Words } from '../i18n/words.ts';
import type { Told } from '../use-commands.ts';
import { Icon } from './icon.tsx';

/** Milliseconds that good news stays; bad news stays until somebody has seen it. */
const stays = 4000;

export function Toast({ toast, dismiss, words }: { toast: Told; dismiss: () => void; words: Words }) {
  useEffect(() => {
    if (!toast.isGood) return undefined;
    const timer = setTimeout(dismiss, stays);
    return () => clearTimeout(timer);
  }, [toast, dismiss]);
  const { text, again, isGood } = toast;
  return (
    <div class={isGood ? 'toast' : 'toast bad'} role="status">
      {text}
      {again && (
        <button type="button" class="small" onClick={again}>
          {words.retry}
        </button>
      )}
      <button type="button" class="quiet" aria-label={words.close} onClick={dismiss}>
        <Icon name="close" />
      </button>
    </div>
  );
}
