import type { ObjectRef } from '../../../engine/events.ts';
import { stepOf } from '../../../engine/select.ts';
import type { Session } from '../../../runner/session.ts';
import type { Offer } from '../../footer.ts';
import type { Messages } from '../../i18n/messages.ts';
import type { Page } from '../../page.ts';
import { wrap } from '../../text.ts';
import { theme } from '../../theme.ts';
import { commandLines } from '../command.ts';
import { commonOffers } from '../language.ts';
import { titleOf } from '../section.ts';
import type { Plan } from './plan.ts';

/** Everything that a plan would do, for the learner to agree to. */
export function previewPage(session: Session, plan: Plan, say: Messages, width: number): Page {
  const words = say.learning;
  const title = titleIn(session, plan.target);
  const titles = {
    jump: words.jumpTitle(title),
    redo: words.redoTitle(title),
    undo: words.undoTitle(title),
    'start-over': words.startOverTitle,
  };
  const commands = plan.deeds.filter(({ kind }) => kind === 'run').length;
  const texts = {
    jump: words.jumpText(commands),
    redo: words.redoText,
    undo: words.undoText,
    'start-over': words.startOverText,
  };
  const offers: Offer[] = [
    { intent: 'primary', text: words.keys.yes },
    ...(plan.kind === 'jump' ? [{ intent: 'skip', text: words.keys.justOpen } as const] : []),
    { intent: 'close', text: say.keys.cancel },
    ...commonOffers(session, say),
  ];
  const what =
    plan.kind === 'start-over' ? startOverLines(session, say, width) : deedLines(session, plan, say, width);
  return {
    left: titles[plan.kind],
    right: '',
    lines: ['', ...wrap(texts[plan.kind], width), '', ...what],
    offers,
  };
}

function deedLines(session: Session, { deeds }: Plan, say: Messages, width: number): string[] {
  return deeds.flatMap(({ kind, step, command }) => {
    const without = kind === 'leave' ? say.learning.onlyYou : kind === 'undo' ? say.learning.noUndo : '';
    return [
      ...wrap(theme.title(titleIn(session, step)), width),
      ...(command === undefined
        ? wrap(theme.faint(without), width - 2).map((line) => `  ${line}`)
        : commandLines(command, width - 2).map((line) => `  ${line}`)),
    ];
  });
}

function startOverLines({ state, cluster, workDir }: Session, say: Messages, width: number): string[] {
  const words = say.learning;
  const created = state.steps.flatMap((step) => step.created);
  const made = new Set(created.map(({ uid }) => uid));
  const changed = state.steps.flatMap((step) => step.changed).filter(({ uid }) => !made.has(uid));
  const lines = [
    ...(cluster.kind === 'practice' ? [words.startOverCluster] : []),
    ...created.map((ref) => words.deletes(nameOf(ref))),
    ...unique(changed).map((ref) => words.leaves(nameOf(ref))),
    words.startOverFiles(workDir),
  ];
  return lines.flatMap((line) => wrap(line, width - 2).map((part, at) => `${at === 0 ? '• ' : '  '}${part}`));
}

function unique(refs: readonly ObjectRef[]): ObjectRef[] {
  return [...new Map(refs.map((ref) => [ref.uid, ref])).values()];
}

function nameOf({ kind, name }: ObjectRef): string {
  return `${kind.toLowerCase()} ${name}`;
}

/** A step's title; its id where the run has no such step. */
export function titleIn({ state, lesson }: Session, id: string): string {
  const step = stepOf(state, id);
  return step ? titleOf(lesson, step, state.language) : id;
}
