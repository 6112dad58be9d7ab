import { actions, lostSteps, path } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import { press } from '../keys/key.ts';
import { type Intent, intentOf } from '../keys/keymap.ts';
import { nextLanguage } from '../run/language.ts';
import { primaryAction } from '../run/primary.ts';
import { answerByKey } from '../run/questions.ts';
import { type Plan, planFor } from '../run/steps/plan.ts';
import { intentOfWord } from './words.ts';

/** What an answer asks for that is more than an action of the session; undefined where it means nothing now. */
export type Answer =
  | 'done'
  | 'finish'
  | 'leave'
  | 'shell'
  | 'hint'
  | 'why'
  | 'steps'
  | 'how-to-edit'
  | 'how-to-aside'
  | 'nothing-to-undo'
  | 'help'
  | Plan
  | undefined;

/** What asks for a plan once the number of a step stands behind it. */
const numberedKinds: { readonly [Of in Intent]?: Plan['kind'] } = {
  steps: 'jump',
  again: 'redo',
  undo: 'undo',
};

/** Does what one line of input asks for: a letter of the screen's keys, or nothing for Enter. */
export function answer(line: string, session: Session): Answer {
  const { state } = session;
  const allowed = actions(state);
  const [letter = '', ...rest] = line.split(/\s+/);
  const intent = letter === '' ? 'primary' : intentOfWord(letter);
  const done = (action: () => void): Answer => {
    action();
    return 'done';
  };
  const own = asideOf(line);
  if (own === '') return 'how-to-aside';
  if (own !== undefined) return allowed.has('aside') ? done(() => session.aside(own)) : undefined;
  if (intent === 'edit' && allowed.has('run'))
    return rest.length > 0 ? done(() => session.run(line.slice(letter.length).trim())) : 'how-to-edit';
  const numbered = rest.length === 1 ? numberedKinds[intent ?? 'help'] : undefined;
  if (numbered) return planAt(session, numbered, path(state)[Number(rest[0]) - 1]?.plan.id);
  if (!intent || rest.length > 0) return undefined;
  const acts: Partial<Record<Intent, () => Answer>> = {
    primary: () => primary(session),
    again: () => (allowed.has('run') ? done(() => session.run()) : undefined),
    hint: () => 'hint',
    why: () => 'why',
    steps: () => 'steps',
    undo: () => planAt(session, 'undo', state.current),
    'start-over': () => planAt(session, 'start-over', state.current),
    answer: () => (answerByKey(session, letter) ? 'done' : undefined),
    next: () => {
      if (allowed.has('next')) return done(() => session.next());
      return allowed.has('finish') ? 'finish' : undefined;
    },
    back: () => (allowed.has('back') ? done(() => session.back()) : undefined),
    skip: () => (allowed.has('skip') ? skip(session) : undefined),
    mend: () => {
      const [lost] = lostSteps(state);
      return lost && done(() => session.openStep(lost.plan.id));
    },
    shell: () => (allowed.has('shell') ? 'shell' : undefined),
    language: () => done(() => session.setLanguage(nextLanguage(session.lesson, state.language))),
    help: () => 'help',
    quit: () => 'leave',
  };
  return acts[intent]?.();
}

/** A plan about a step, for the learner to agree to. */
function planAt(session: Session, kind: Plan['kind'], step: string | undefined): Answer {
  if (step === undefined) return undefined;
  return planFor(session, kind, step) ?? (kind === 'undo' ? 'nothing-to-undo' : undefined);
}

/** The command of the learner's own in an answer; undefined where the answer is none. A sign needs no space after it. */
function asideOf(line: string): string | undefined {
  const [word = ''] = line.split(/\s/);
  if (intentOfWord(word) === 'aside') return line.slice(word.length).trim();
  const sign = line.slice(0, 1);
  if (sign === '' || intentOf(press(sign)) !== 'aside') return undefined;
  return /^(?:\p{L}(?:\s|$)|\P{L})/u.test(line) ? line.slice(1).trim() : undefined;
}

function primary(session: Session): Answer {
  const action = primaryAction(session.state);
  if (action === 'run') session.run();
  if (action === 'next') session.next();
  if (action === 'finish') return 'finish';
  return action && 'done';
}

function skip(session: Session): Answer {
  const before = session.state.current;
  session.skip();
  return session.state.current === before ? 'finish' : 'done';
}
