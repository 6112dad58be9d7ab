import { changesOf, type ObjectChange } from '../../../engine/changes.ts';
import type { FieldChange, ObjectRef } from '../../../engine/events.ts';
import { currentStep } from '../../../engine/select.ts';
import type { Session } from '../../../runner/session.ts';
import type { Messages } from '../../i18n/messages.ts';
import type { Page } from '../../page.ts';
import { harmless, wrap } from '../../text.ts';
import { theme } from '../../theme.ts';
import { titleOf } from '../section.ts';

/** As in a diff. */
const signs = { created: '+', changed: '~', deleted: '-' } as const;

/** What the current step did to the cluster, object by object. */
export function changesPage(session: Session, say: Messages, width: number): Page {
  const step = currentStep(session.state);
  const changes = step ? changesOf(step) : [];
  return {
    left: say.live.changesTitle,
    right: step ? titleOf(session.lesson, step, session.state.language) : '',
    lines:
      changes.length === 0
        ? wrap(say.live.noChanges, width)
        : changes.flatMap((change) => changeLines(change, say, width)),
    offers: [{ intent: 'close', text: say.live.keys.back }],
  };
}

function changeLines({ kind, ref, fields }: ObjectChange, say: Messages, width: number): string[] {
  const style = { created: theme.good, changed: theme.wait, deleted: theme.bad }[kind];
  const [first = '', ...rest] = wrap(`${nameOf(ref)}  ${theme.faint(say.live[kind])}`, width - 2);
  return [
    `${style(signs[kind])} ${first}`,
    ...rest.map((part) => `  ${part}`),
    ...fields.flatMap((field) => fieldLines(field, width)),
  ];
}

function nameOf({ kind, name, namespace, apiVersion }: ObjectRef): string {
  const own = namespace === undefined ? theme.faint(` (${apiVersion})`) : '';
  return `${theme.faint(kind.toLowerCase())} ${theme.strong(name)}${own}`;
}

function fieldLines({ path, before, after }: FieldChange, width: number): string[] {
  const indent = 4;
  return wrap(`${path}${valueText(before, after)}`, width - indent).map(
    (part, row) => ' '.repeat(row === 0 ? indent : indent + 2) + part,
  );
}

/** What is secret has no values to show. */
function valueText(before: string | undefined, after: string | undefined): string {
  const to = after === undefined ? '-' : theme.good(harmless(after));
  if (before === undefined) return after === undefined ? '' : ` = ${to}`;
  return ` ${theme.bad(harmless(before))} → ${to}`;
}
