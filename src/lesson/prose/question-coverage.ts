import { nearest } from '../../base/nearest.ts';
import { errorAt, type Finding } from '../finding.ts';
import type { Prose, Section } from '../prose.ts';
import type { LessonFile, Step } from '../schema.ts';
import { offsetOfLine, type Source } from '../source.ts';
import type { Question } from './questions.ts';

/** As many as there are keys for. */
const mostChoices = 9;

/** Where the questions of a lesson and what one language says of them differ. */
export function questionFindings(source: Source, prose: Prose, { steps }: LessonFile): Finding[] {
  return steps.flatMap((step) => {
    const section = prose.sections.get(step.id);
    return section ? [...missing(source, section, step), ...said(source, section, step)] : [];
  });
}

function missing(source: Source, section: Section, { questions = [] }: Step): Finding[] {
  return questions.flatMap(({ id }) => {
    if (section.questions.some((question) => question.id === id)) return [];
    const fix = `write <!-- question: ${id} --> in this section, and below it what is asked`;
    const message = `no question \`${id}\` in the section of step \`${section.step}\``;
    return [errorAt(source, offsetOfLine(source, section.line), 'question-missing', message, fix)];
  });
}

function said(source: Source, section: Section, { questions = [] }: Step): Finding[] {
  const ids = questions.map(({ id }) => id);
  return section.questions.flatMap((question, index) => {
    const fault = (rule: string, message: string, fix: string) => [
      errorAt(source, offsetOfLine(source, question.line), rule, message, fix),
    ];
    const { id } = question;
    const known = questions.find((one) => one.id === id);
    if (!known) {
      const meant = nearest(id, ids);
      const message = `a question \`${id}\`, which step \`${section.step}\` of lesson.yaml does not have`;
      return fault('question-unknown', message, meant ? `did you mean \`${meant}\`?` : 'add it there');
    }
    if (section.questions.findIndex((one) => one.id === id) !== index)
      return fault('question-twice', `the question \`${id}\` is here twice`, 'take one out');
    const wrong = wrongParts(question, known.right);
    return wrong ? fault('question-parts', `the question \`${id}\` ${wrong[0]}`, wrong[1]) : [];
  });
}

function wrongParts(
  { prompt, choices }: Question,
  right: number,
): [message: string, fix: string] | undefined {
  if (choices.length < 2)
    return ['has fewer than two choices', 'write them as a numbered list: `1. …`, `2. …`'];
  if (choices.length > mostChoices) return [`has more than ${mostChoices} choices`, 'leave some out'];
  if (prompt.length === 0) return ['asks nothing', 'write what is asked above its choices'];
  if (right > choices.length) {
    return [
      `has ${choices.length} choices, and lesson.yaml says that number ${right} is right`,
      'mend one of the two',
    ];
  }
  return undefined;
}
