import type { Language } from '../../base/languages.ts';
import type { Verdict } from '../../engine/events.ts';
import { lookAt } from '../../engine/reasons/look-at.ts';
import type { Reason } from '../../engine/reasons/reasons.ts';
import { sayReasons } from '../../engine/reasons/say.ts';
import { actions, currentStep } from '../../engine/select.ts';
import type { StepState } from '../../engine/state.ts';
import type { Check } from '../../lesson/schema.ts';
import type { Session } from '../../runner/session.ts';
import { keyName, type Offer } from '../footer.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Page } from '../page.ts';
import { harmless, wrap, wrapExactly } from '../text.ts';
import { marks, theme } from '../theme.ts';
import { titleOf } from './section.ts';

/** Lines of what a command printed last that are worth repeating. */
const tailLines = 5;

/** Why the current step is not done: each check that is not green with its reason, cause by cause, and where to look. */
export function whyPage(session: Session, say: Messages, width: number): Page {
  const { state, lesson } = session;
  const step = currentStep(state);
  const offers: Offer[] = [
    { intent: 'close', text: say.keys.close },
    ...(actions(state).has('shell') ? [{ intent: 'shell', text: say.keys.shell } as const] : []),
  ];
  return {
    left: say.learning.whyTitle,
    right: step ? titleOf(lesson, step, state.language) : '',
    lines: ['', ...whyLines(session, say, width)],
    offers,
  };
}

/** The same as lines, for whoever reads them one after the other. */
export function whyLines(session: Session, say: Messages, width: number): string[] {
  const { state } = session;
  const step = currentStep(state);
  if (!step) return [];
  const { checks = [] } = session.step(step.plan.id);
  const words = say.learning;
  const open = openChecks(step, checks);
  const own = commandReason(step, open);
  if (!own && open.length === 0) return wrap(checks.length === 0 ? words.whyNothing : words.whyGreen, width);
  const command = own ? [words.whyCommand, ...commandLines(step, own, state.language, width), ''] : [];
  const looks = [own, ...open.map(({ reason }) => reason)].flatMap((reason) => {
    const look = reason && lookAt(reason);
    return look === undefined ? [] : [look];
  });
  return [
    ...command,
    ...open.flatMap(({ check, reason }) => [...checkLines(check, reason, state.language, say, width), '']),
    ...(looks.length === 0 ? [] : [...wrap(words.whyLook(keyName('shell', say)), width), '']),
    ...[...new Set(looks)].flatMap((look) =>
      wrapExactly(look, width - 4).map((line, at) => `${at === 0 ? '  $ ' : '    '}${theme.code(line)}`),
    ),
  ];
}

interface OpenCheck {
  readonly check: Check;
  /** Undefined while nothing is known. */
  readonly reason: Reason | undefined;
}

function openChecks({ verdicts }: StepState, checks: readonly Check[]): OpenCheck[] {
  return checks.flatMap((check, index) => {
    const verdict: Verdict = verdicts[index] ?? { verdict: 'pending' };
    if (verdict.verdict === 'green') return [];
    return [{ check, reason: verdict.verdict === 'red' ? verdict.reason : undefined }];
  });
}

/** What was wrong with the command itself, where no check says it. */
function commandReason({ command, status }: StepState, open: readonly OpenCheck[]): Reason | undefined {
  const reason = status === 'done' ? undefined : command?.end?.reason;
  const said = JSON.stringify(reason);
  return open.some((one) => JSON.stringify(one.reason) === said) ? undefined : reason;
}

function commandLines({ command }: StepState, reason: Reason, language: Language, width: number): string[] {
  const tail = command?.end?.tail.slice(-tailLines) ?? [];
  return [
    ...reasonLines(reason, language, width),
    ...tail
      .flatMap((line) => wrapExactly(harmless(line), width - 4))
      .map((line) => `    ${theme.faint(line)}`),
  ];
}

function checkLines(
  check: Check,
  reason: Reason | undefined,
  language: Language,
  say: Messages,
  width: number,
): string[] {
  const mark = reason ? theme.wait(marks.notYet) : theme.faint(marks.pending);
  const label = wrap(theme.title(harmless(say.checkLabel(check))), width - 2);
  return [
    ...label.map((line, at) => `${at === 0 ? mark : ' '} ${line}`),
    ...(reason
      ? reasonLines(reason, language, width)
      : wrap(say.learning.whyPending, width - 2).map((line) => `  ${line}`)),
  ];
}

/** A reason and its causes, each below what it explains, and further in. */
function reasonLines(reason: Reason, language: Language, width: number): string[] {
  return sayReasons(reason, language).flatMap((text, depth) => {
    const indent = 2 + 2 * Math.min(depth, 4);
    const lines = wrap(harmless(text), Math.max(10, width - indent - 2));
    return lines.map(
      (line, at) => `${' '.repeat(indent)}${depth > 0 && at === 0 ? '└ ' : depth > 0 ? '  ' : ''}${line}`,
    );
  });
}
