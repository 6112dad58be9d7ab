import type { Session } from '../../runner/session.ts';
import { editKey } from '../keys/edit-keys.ts';
import { type Edit, edit } from '../keys/editor.ts';
import type { Press } from '../keys/key.ts';
import type { Store } from '../store.ts';
import type { RunView } from './view.ts';

/** What a key does while a command is edited: Enter runs it, Escape and Ctrl-C give up, all others edit. */
export function editPress(press: Press, edited: Edit, session: Session, view: Store<RunView>): void {
  const { input, key } = press;
  if (key.escape || (key.ctrl && input === 'c')) view.update({ edit: undefined });
  else if (key.return && !key.meta) {
    view.update({ edit: undefined });
    if (edited.text.trim() !== '') session.run(edited.text);
  } else {
    const change = editKey(press);
    if (change) view.update({ edit: edit(edited, change) });
  }
}
