import { lessonFiles } from './import/lesson-files.ts';
import { titleOfId } from './import/names.ts';
import type { Draft } from './import/outline.ts';
import { clusterStep, planOf } from './import/plan.ts';
import type { ObjectName } from './import/suggest/objects.ts';

/** A command that was run in a shell, and what came with it: objects of the cluster, files of the working directory. */
export interface RecordedCommand {
  readonly command: string;
  readonly made: readonly ObjectName[];
  readonly wrote: readonly string[];
}

/** The files of a lesson of what was run, a step a command. */
export function recordedLesson(id: string, commands: readonly RecordedCommand[]): Map<string, string> {
  const drafts = commands.map(
    ({ command, made, wrote }, index): Draft => ({
      file: 'recorded',
      line: index + 1,
      title: '',
      prose: [],
      notes: [],
      script: command,
      made,
      wrote,
      waits: [],
      isInterrupted: false,
      verify: [],
    }),
  );
  const nothing = { prose: [], notes: [] };
  return lessonFiles({
    folder: '',
    id,
    title: titleOfId(id),
    language: 'en',
    outline: { intro: nothing, steps: drafts, closing: nothing },
    planned: planOf(drafts, false).result,
    start: clusterStep(drafts),
  });
}

/** Those that move the person at the terminal and nothing else. */
const ownBusiness = new Set(
  'clear exit logout history fg bg jobs reset man help vi vim nvim nano emacs micro ed code pico less more'.split(
    ' ',
  ),
);
const editors = new Set('vi vim nvim nano emacs micro ed code pico'.split(' '));

/** Whether a command is of use to anybody else. */
export function isForLesson(command: string): boolean {
  return !ownBusiness.has(firstWord(command));
}

/** Whether it may have changed files in a way that only its hands know. */
export function isEditor(command: string): boolean {
  return editors.has(firstWord(command));
}

function firstWord(command: string): string {
  return command.trim().split(/\s+/)[0] ?? '';
}
