import { writeFile } from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';
import { UsageError } from '../../base/errors.ts';
import type { ClassFigures } from '../../engine/figures.ts';
import { figuresOf } from '../../hub/figures/figures.ts';
import { readAll } from '../../hub/store/read-all.ts';
import { learnersCsv, stepsCsv } from '../../report/room/csv.ts';
import { roomHtml } from '../../report/room/html.ts';
import { roomJson } from '../../report/room/json.ts';
import { roomMarkdown } from '../../report/room/markdown.ts';
import { type SaidRoom, sayRoom } from '../../report/room/said.ts';
import { roomText } from '../../report/room/text.ts';
import { settings } from '../config/settings.ts';
import { withRoom } from '../rooms.ts';
import { roomsCommand } from './rooms.ts';

export interface ReportOptions {
  readonly format: string;
  readonly lang?: string;
  readonly output?: string;
}

type Format = (room: SaidRoom, figures: ClassFigures) => string;

const formats = {
  text: roomText,
  md: roomMarkdown,
  csv: stepsCsv,
  'csv-learners': learnersCsv,
  json: roomJson,
  html: roomHtml,
} as const satisfies Readonly<Record<string, Format>>;

/** What a class did in a room, step by step and learner by learner; or, without one, the rooms that there are. */
export async function reportCommand(name: string | undefined, options: ReportOptions): Promise<void> {
  const write = formatNamed(options.format);
  const { language } = (await settings({ language: options.lang })).values;
  if (name === undefined) return roomsCommand();
  await withRoom(name, async (log, { room }) => {
    const figures = figuresOf(room, await readAll(log, room));
    if (!figures) {
      throw new UsageError(
        `Nothing is known of what room "${room}" was about: the beginning of its log is missing.`,
        `pilotage rooms delete ${room} deletes it.`,
      );
    }
    await put(write(sayRoom(figures, language), figures), options.output);
  });
}

function formatNamed(name: string): Format {
  const format = Object.entries(formats).find(([known]) => known === name)?.[1];
  if (format) return format;
  throw new UsageError(
    `There is no format "${name}" of reports.`,
    `Say --format ${new Intl.ListFormat('en', { type: 'disjunction' }).format(Object.keys(formats))}.`,
  );
}

async function put(text: string, output: string | undefined): Promise<void> {
  if (output === undefined) return void process.stdout.write(text);
  try {
    // It has names: nobody else's to read.
    await writeFile(output, stripVTControlCharacters(text), { mode: 0o600 });
  } catch (error) {
    throw new UsageError(
      `${output} cannot be written: ${(error as NodeJS.ErrnoException).code}.`,
      'Name another file.',
    );
  }
}
