import type { Hand } from '../../room/state.ts';
import type { Words } from '../i18n/words.ts';

/** What came with a raised hand. */
export function Output({ hand, words }: { hand: Hand; words: Words }) {
  if (hand.command === '' && hand.output.length === 0) return null;
  return (
    <details
      onToggle={({ currentTarget }) => {
        // What went wrong stands at the end.
        const printed = currentTarget.querySelector('pre');
        printed?.scrollTo(0, printed.scrollHeight);
      }}
    >
      <summary>{words.lastCommand}</summary>
      <pre>
        {hand.command && <b>{`$ ${hand.command}\n`}</b>}
        {hand.output.join('\n')}
      </pre>
    </details>
  );
}
