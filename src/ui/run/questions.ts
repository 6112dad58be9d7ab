import type { Entry } from '../../engine/events.ts';
import { isAsked, isTold, questionNow } from '../../engine/questions.ts';
import { currentStep } from '../../engine/select.ts';
import type { StepState } from '../../engine/state.ts';
import type { Question } from '../../lesson/prose.ts';
import type { QuestionFile } from '../../lesson/schema.ts';
import type { Session } from '../../runner/session.ts';
import type { Messages } from '../i18n/messages.ts';
import { keysOf } from '../keys/keymap.ts';
import { renderProse } from '../prose/render.ts';
import type { ProseStyle } from '../prose/style.ts';
import { wrap } from '../text.ts';
import { marks, theme } from '../theme.ts';
import { sectionOf } from './section.ts';

/** The question that a number answers now, and how many choices it has; undefined where there is none. */
export function askedNow(session: Session): { file: QuestionFile; choices: number } | undefined {
  const { state, lesson } = session;
  const step = currentStep(state);
  const file = step && questionNow(step, session.step(step.plan.id).questions);
  const section = step && sectionOf(lesson, step.plan.id, state.language);
  const said = section?.questions.find(({ id }) => id === file?.id);
  return file && said && { file, choices: said.choices.length };
}

/** Answers the question that is asked now, if a key is the number of one of its choices. */
export function answerByKey(session: Session, key: string | undefined): boolean {
  const choice = key === undefined ? 0 : keysOf('answer').indexOf(key) + 1;
  if (choice < 1 || choice > (askedNow(session)?.choices ?? 0)) return false;
  session.answer(choice);
  return true;
}

/** One question as lines: what is asked, the choices, and how the answer stands. */
export function questionLines(
  step: StepState,
  file: QuestionFile,
  question: Question,
  width: number,
  style: ProseStyle,
): string[] {
  const words = style.say.learning;
  const told = isTold(step, file);
  const chosen = step.answers[file.id]?.choice;
  return [
    theme.title(theme.accent(`? ${file.when === 'before' ? words.guessTitle : words.quizTitle}`)),
    ...renderProse(question.prompt, width, style),
    ...question.choices.flatMap((choice, index) => {
      const number = index + 1;
      const mark = markOf(number, chosen, told ? file.right : undefined);
      return renderProse(choice, width - 5, style).map((line, at) =>
        at === 0 ? `${mark} ${theme.key(`${number}`)}  ${line}` : `     ${line}`,
      );
    }),
    ...verdict(chosen, told, file, question.choices.length, style.say).flatMap((line) => wrap(line, width)),
    ...(told ? renderProse(question.explanation, width, style) : []),
  ];
}

/** The questions of a step that are asked by now, each as lines. */
export function questionsLines(
  step: StepState,
  files: readonly QuestionFile[],
  questions: readonly Question[],
  width: number,
  style: ProseStyle,
): { id: string; lines: string[] }[] {
  return files.flatMap((file) => {
    const question = questions.find(({ id }) => id === file.id);
    if (!question || !isAsked(step, file)) return [];
    return [{ id: file.id, lines: questionLines(step, file, question, width, style) }];
  });
}

function markOf(number: number, chosen: number | undefined, right: number | undefined): string {
  if (number === right) return theme.good(marks.green);
  if (number !== chosen) return ' ';
  return right === undefined ? theme.accent(marks.here) : theme.bad(marks.red);
}

function verdict(
  chosen: number | undefined,
  told: boolean,
  { right }: QuestionFile,
  choices: number,
  { learning }: Messages,
): string[] {
  if (chosen === undefined) return [theme.faint(learning.howToAnswer(choices))];
  if (!told) return [theme.faint(learning.guessed(chosen))];
  return [chosen === right ? theme.good(learning.right) : theme.wait(learning.wrong(right))];
}

/** Tells after each event whether a question has come up by it that nobody has seen yet, and how many choices it has. */
export function newQuestions(session: Session): (entry: Entry | undefined) => number | undefined {
  let known = askedNow(session)?.file.id;
  return (entry) => {
    const asked = askedNow(session);
    const isNew = asked !== undefined && asked.file.id !== known && asked.file.when !== 'before';
    known = asked?.file.id;
    // A step that is opened is read from its top.
    return isNew && entry?.type !== 'step-opened' ? asked.choices : undefined;
  };
}
