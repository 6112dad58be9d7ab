import { basename, dirname } from 'node:path';
import type { Language } from '../../base/languages.ts';
import { errorAt } from '../finding.ts';
import { FindingsError } from '../lesson-error.ts';
import { createSource } from '../source.ts';
import { readArticle } from './article.ts';
import { isDeck, readDeck } from './deck.ts';
import { decode } from './decode.ts';
import { guessLanguage } from './languages.ts';
import { lessonFiles } from './lesson-files.ts';
import { runMeansDeployment } from './modern/kubectl-run.ts';
import { slug, titleOfId } from './names.ts';
import { outlineOf } from './outline.ts';
import type { Piece, Reading } from './pieces.ts';
import { clusterStep, planOf } from './plan.ts';
import { readingSteps } from './reading-steps.ts';
import { type Outcome, type Remark, remark } from './remark.ts';
import { repairedProse, withRepairedProse } from './repair.ts';
import { readScenario, type ScenarioFiles } from './scenario.ts';
import { checkedCode } from './shown-code.ts';
import { withoutTemplates } from './templates.ts';

/** A document, or the folder of a scenario; paths are shown as they are. */
export type ImportSource =
  | { readonly type: 'document'; readonly file: string; readonly bytes: Uint8Array }
  | { readonly type: 'scenario'; readonly index: string; readonly files: ScenarioFiles };

export interface Imported {
  readonly id: string;
  readonly language: Language;
  readonly steps: number;
  /** The lesson's files, by their names. */
  readonly files: ReadonlyMap<string, string>;
  /** What became of everything, in the order of the source. */
  readonly remarks: readonly Remark[];
}

/**
 * Makes a lesson of what somebody wrote for another program, stage by stage; nothing here reads or writes a file.
 * @throws FindingsError where there is nothing to make one of
 */
export function importLesson(source: ImportSource, wanted?: Language): Imported {
  const file = source.type === 'document' ? source.file : source.index;
  const reading = read(source);
  const written = reading.result.pieces.map(textOf).join('\n');
  const title = titleOf(reading.result, file);

  const runnable = withoutTemplates(reading.result.pieces);
  const code = checkedCode(runnable.result);
  const prose = withRepairedProse(code.result);
  // The title stands above the page already.
  const asked = outlineOf(prose.result.filter((piece) => textOf(piece) !== title));
  const outline = asked.result.steps.length > 0 ? asked : readingSteps(prose.result, file);
  const { steps: drafts } = outline.result;
  if (drafts.length === 0) throw nothingIn(file);
  const plan = planOf(drafts, runMeansDeployment(written));

  const id = idOf(title, file);
  const language = wanted ?? guessLanguage(written);
  const start = clusterStep(drafts);
  const files = lessonFiles({
    folder: dirname(file),
    id,
    title,
    language,
    outline: outline.result,
    planned: plan.result,
    start,
  });
  const stages = [reading, runnable, code, prose, outline, plan];
  const remarks = [
    ...aboutLanguage(file, language, wanted === undefined),
    ...(start
      ? [remark({ file, line: 1 }, 'suggested', 'a first step: the source takes a cluster for granted')]
      : []),
    ...stages.flatMap((stage) => stage.remarks),
  ];
  return {
    id,
    language,
    steps: plan.result.length + (start ? 1 : 0),
    files,
    remarks: inOrder(remarks, file),
  };
}

function read(source: ImportSource): Outcome<Reading> {
  if (source.type === 'scenario') {
    const reading = readScenario(source.index, source.files);
    return { result: reading, remarks: reading.remarks };
  }
  const { result: text, remarks } = decode(source.file, source.bytes);
  const plain = createSource(source.file, text).text;
  const reading = isDeck(plain) ? readDeck(source.file, plain) : readArticle(source.file, plain);
  return { result: reading, remarks: [...remarks, ...reading.remarks] };
}

function aboutLanguage(file: string, language: Language, isGuessed: boolean): Remark[] {
  const place = { file, line: 1 };
  const guess = remark(place, 'suggested', `the language: ${language}`, 'name another one with --lang');
  const next = 'every lesson is written in English, too: translate it';
  const rest = remark(place, 'to-do', 'en.md has headings only', next);
  return [...(isGuessed ? [guess] : []), ...(language === 'en' ? [] : [rest])];
}

function textOf(piece: Piece): string {
  if (piece.type === 'command' || piece.type === 'verify') return piece.script;
  if ('markdown' in piece) return piece.markdown;
  return 'text' in piece ? piece.text : '';
}

function titleOf({ title, pieces }: Reading, file: string): string {
  const heading = pieces.find((piece) => piece.type === 'heading');
  const found = title ?? (heading ? textOf(heading) : '');
  return repairedProse(found).text.replaceAll(/\s+/g, ' ').trim() || titleOfId(idOf('', file));
}

/** The name of the lesson: its title's, or its file's where that has no Latin letters. */
function idOf(title: string, file: string): string {
  const named = slug(title);
  return /[a-z]{3}/.test(named) ? named : slug(basename(file).replace(/\.[^.]*$/, '')) || 'lesson';
}

function nothingIn(file: string): FindingsError {
  const message = 'there is nothing here to make a lesson of: no command, no heading';
  const finding = errorAt(
    createSource(file, ''),
    0,
    'import-empty',
    message,
    'name a deck, an article or a scenario',
  );
  return new FindingsError([finding], 'Look whether this is the right file.');
}

/** By their lines; what is said of other files of a scenario keeps their order. */
function inOrder(remarks: readonly Remark[], file: string): Remark[] {
  const files = [...new Set([file, ...remarks.map((one) => one.file)])];
  return remarks.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line);
}
