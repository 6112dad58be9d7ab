import type { Language } from '../../../base/languages.ts';
import { type LiveKind, pluralOf, type Sight } from '../../../cluster/live/sight.ts';
import type { Reason, ReasonId } from '../../../engine/reasons/reasons.ts';
import { sayReason } from '../../../engine/reasons/say.ts';
import type { Messages } from '../../i18n/messages.ts';
import { harmless, wrap } from '../../text.ts';
import { marks, theme } from '../../theme.ts';

/** What cannot be seen of the cluster, and why; or that there is nothing to see. */
export function sayUnseen(
  { problems, namespace }: Sight,
  isEmpty: boolean,
  say: Messages,
  language: Language,
  width: number,
): string[] {
  if (problems.size === 0) {
    if (namespace === undefined) return [theme.faint(say.live.looking)];
    return isEmpty ? wrap(say.live.empty(namespace), width).map((part) => theme.faint(part)) : [];
  }
  const groups = new Map<ReasonId, { kinds: LiveKind[]; reason: Reason }>();
  for (const [kind, reason] of problems) {
    const known = groups.get(reason.id);
    if (known) known.kinds.push(kind);
    else groups.set(reason.id, { kinds: [kind], reason });
  }
  return [...groups.values()].flatMap(({ kinds, reason }) => {
    // Where nothing answers, it is not these kinds that are the matter.
    const named = reason.id === 'access-denied' || reason.id === 'api-error' ? kinds.map(pluralOf) : [];
    const text = say.live.unseen(named, harmless(sayReason(reason, language)));
    // A cluster that has not been made yet is no fault.
    const mark = reason.cause?.id === 'kubeconfig-missing' ? marks.notYet : theme.bad(marks.red);
    return wrap(text, width - 2).map((part, row) => `${row === 0 ? mark : ' '} ${part}`);
  });
}
