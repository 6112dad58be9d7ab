import { basename, relative } from 'node:path';
import type { Language } from '../../base/languages.ts';
import type { LessonFile, Step } from '../schema.ts';
import { lessonText } from './lesson-text.ts';
import { titleOfId } from './names.ts';
import type { Outline } from './outline.ts';
import { pageText, pageToTranslate, type Section } from './page.ts';
import type { Planned } from './plan.ts';
import { texts } from './texts.ts';

export interface LessonParts {
  /** The folder that places are told from. */
  readonly folder: string;
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  readonly outline: Outline;
  readonly planned: readonly Planned[];
  /** The first step, where the source takes a cluster for granted. */
  readonly start: Step | undefined;
}

/** The files of a lesson, by their names. */
export function lessonFiles({
  folder,
  id,
  title,
  language,
  outline,
  planned,
  start,
}: LessonParts): Map<string, string> {
  const sections: Section[] = planned.map(({ step, draft }) => ({
    step: step.id,
    title: draft.title || titleOfId(step.id),
    prose: draft.prose,
    notes: draft.notes,
  }));
  const { startCluster, whyCluster } = texts[language];
  if (start) sections.unshift({ step: start.id, title: startCluster, prose: [whyCluster], notes: [] });
  const steps = [
    ...(start ? [{ step: start, comments: [] }] : []),
    ...planned.map(({ step, draft, comments }) => ({
      step,
      comments: [`${relative(folder, draft.file) || basename(draft.file)}:${draft.line}`, ...comments],
    })),
  ];
  const page = pageText({ title, intro: outline.intro, sections, closing: outline.closing });
  const head = {
    id,
    version: '1.0.0',
    minutes: minutesFor(page, steps.length),
    languages: language === 'en' ? ['en' as const] : ['en' as const, language],
    ...requirementsOf(steps.map(({ step }) => step.run ?? '').join('\n')),
  };
  const files = new Map([['lesson.yaml', lessonText(head, steps)]]);
  if (language !== 'en') {
    const headings = steps.map(({ step }) => ({ id: step.id, title: titleOfId(step.id) }));
    files.set('en.md', pageToTranslate(title, headings, language));
  }
  return files.set(`${language}.md`, page);
}

const versions: Readonly<Record<string, string>> = {
  kubectl: '>=1.20',
  docker: '*',
  curl: '*',
  git: '*',
  helm: '*',
  jq: '*',
};

function requirementsOf(scripts: string): Pick<LessonFile, 'requires'> {
  const used = Object.entries(versions).filter(([program]) => new RegExp(`\\b${program}\\b`).test(scripts));
  return used.length > 0 ? { requires: Object.fromEntries(used) } : {};
}

/** At reading speed, and a minute a step. */
function minutesFor(page: string, steps: number): number {
  const words = page.split(/\s+/).length + (page.match(/\p{Script=Han}/gu)?.length ?? 0) / 2;
  return Math.max(1, Math.round(words / 180 + steps));
}
