import stripAnsi from 'strip-ansi';
import { sayReason } from '../../engine/reasons/say.ts';
import { type Lesson, proseOf } from '../../lesson/load.ts';
import { printsSecret } from '../../runner/secrets/kubernetes.ts';
import { Masker } from '../../runner/secrets/masker.ts';
import type { Scene, Story } from './story.ts';
import { type Words, wordsIn } from './words.ts';

/** A story with what is needed to tell it: its words, the lesson's titles, and what must not be told. */
export interface Told {
  readonly story: Story;
  readonly words: Words;
  readonly masker: Masker;
  readonly title: string;
  readonly titleOf: (step: string) => string;
}

/**
 * @param lesson undefined where it is not on this machine any more
 * @param variables those of the run's shell
 */
export function tell(
  story: Story,
  lesson: Lesson | undefined,
  variables: Readonly<Record<string, string>>,
): Told {
  const prose = lesson && proseOf(lesson, story.language);
  const { secrets = [], variables: first = {} } = lesson?.file ?? {};
  const masker = new Masker({ secrets, variables: { ...first, ...variables } });
  for (const scene of story.scenes) if (scene.type === 'command') learn(masker, scene);
  return {
    story,
    words: wordsIn(story.language),
    masker,
    title: prose?.title ?? story.lesson,
    titleOf: (step) => prose?.sections.get(step)?.title ?? step,
  };
}

function learn(masker: Masker, { command, output }: Extract<Scene, { type: 'command' }>): void {
  masker.learn(command);
  for (const lines of [output.head, output.tail]) {
    if (printsSecret(command)) masker.learnLines(lines.join('\n'));
    else masker.learn(lines.join('\n'));
  }
}

/** What is said of a scene in one line; undefined where it says nothing. */
export function sayScene(scene: Scene, { words, masker, story }: Told): string | undefined {
  switch (scene.type) {
    case 'command':
      return sayEnd(scene, words);
    case 'done':
      return `✓ ${words.done(scene.byLearner)}`;
    case 'failed': {
      const reason = scene.reason ? stripAnsi(sayReason(scene.reason, story.language)) : '';
      return `✗ ${words.failed(masker.mask(reason.replaceAll(/\s+/g, ' ')))}`;
    }
    case 'skipped':
      return `- ${words.skipped}`;
    case 'hint':
      return words.hint(scene.number);
    case 'answer':
      return words.answer(scene.right);
    case 'reset':
      return words.reset;
    case 'shell':
      return words.shell;
    case 'resumed':
      return words.resumed(time(scene.at));
    default:
      return undefined;
  }
}

function sayEnd({ end }: Extract<Scene, { type: 'command' }>, words: Words): string | undefined {
  if (!end) return words.unknownEnd;
  if (end.ending) return words.endings[end.ending];
  return end.exit === 0 || end.exit === null ? undefined : words.exit(end.exit);
}

/** `2026-11-21 10:12 UTC`. */
export function time(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
