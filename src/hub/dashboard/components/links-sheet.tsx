import type { Class } from '../class.ts';
import { useDesk } from '../desk.ts';
import { linkWith } from '../token.ts';
import { Dialog } from './dialog.tsx';

/** The other ways into this room. */
export function LinksSheet({ room }: { room: Class }) {
  const { words } = useDesk().spoken;
  const { tokens } = room.snapshot;
  if (!tokens) return null;
  return (
    <Dialog title={words.links}>
      <p>
        <a class="button" href={linkWith(tokens.projector)} target="_blank" rel="noopener noreferrer">
          {words.projectorLink}
        </a>
      </p>
      <label>
        {words.assistantLink}
        <input
          readOnly
          value={linkWith(tokens.assistant)}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      </label>
      <p class="hint">{words.linksHint}</p>
    </Dialog>
  );
}
