import { existsSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { NotReadyError } from '../base/errors.ts';
import type { Lesson } from '../lesson/load.ts';
import { asciicastTranscript } from '../report/transcript/asciicast.ts';
import { markdownTranscript } from '../report/transcript/markdown.ts';
import { storyOf } from '../report/transcript/story.ts';
import { tell } from '../report/transcript/told.ts';
import { runFiles } from '../runner/home.ts';
import { readJournal } from '../runner/journal.ts';
import { readRecording } from '../runner/recording.ts';
import { savedVariables } from '../shell/state-file.ts';

export const transcriptFormats = { md: markdownTranscript, asciicast: asciicastTranscript } as const;
export type TranscriptFormat = keyof typeof transcriptFormats;

const extensions: Readonly<Record<TranscriptFormat, string>> = { md: 'md', asciicast: 'cast' };

/** What happened in the run of a folder, secrets masked. @throws UsageError where its journal is none */
export function transcriptOf(dir: string, lesson: Lesson | undefined, format: TranscriptFormat): string {
  const files = runFiles(dir);
  const { entries, cut } = readJournal(files.journal);
  const story = storyOf({ entries, cut, outputs: readRecording(files.recording) });
  if (!story)
    throw new NotReadyError(`nothing has happened in ${dir} yet`, 'pilotage start goes on with it.');
  return transcriptFormats[format](tell(story, lesson, savedVariables(files.shell)));
}

/** Writes a transcript into the folder that the program was started in, or into the home, as a file of its own. */
export function saveTranscript(dir: string, lesson: Lesson, format: TranscriptFormat = 'md'): string {
  const text = transcriptOf(dir, lesson, format);
  let failure: unknown;
  for (const folder of [process.cwd(), homedir()]) {
    const file = freeName(folder, `${lesson.id}-transcript`, extensions[format]);
    try {
      writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
      return file;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function freeName(folder: string, name: string, extension: string): string {
  for (let number = 1; ; number++) {
    const file = join(folder, `${name}${number === 1 ? '' : `-${number}`}.${extension}`);
    if (!existsSync(file)) return file;
  }
}
