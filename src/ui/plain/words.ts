import { nameOf } from '../footer.ts';
import type { Messages } from '../i18n/messages.ts';
import { press } from '../keys/key.ts';
import { type Intent, intentOf, intents, keysOf } from '../keys/keymap.ts';

/** What to type on a line for an intent: one of its keys; its own name where a line can hold none of them. */
export function wordFor(intent: Intent, say: Messages): string {
  return wordsFor(intent, say)[0] ?? intent;
}

/** All of its keys that a line can hold; its own name where there are none. */
export function wordsFor(intent: Intent, say: Messages): readonly string[] {
  const keys = keysOf(intent).filter((name) => name === 'Enter' || /^[^←↑→↓]$/u.test(name));
  return keys.length === 0 ? [intent] : keys.map((key) => nameOf(key, say));
}

/** What a word on a line asks for: a key, or the name of an intent, which is also what the config file calls it. */
export function intentOfWord(word: string): Intent | undefined {
  return intentOf(press(word)) ?? intents.find((intent) => intent === word);
}
