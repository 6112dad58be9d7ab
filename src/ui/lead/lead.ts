import type { Language } from '../../base/languages.ts';
import type { Lesson } from '../../lesson/load.ts';
import { messages } from '../i18n/catalogues.ts';
import { loadHighlighting } from '../prose/highlight.ts';
import { followTerminal } from '../terminal/background.ts';
import { TerminalPage } from '../terminal/page.ts';
import { sizeOf } from '../terminal/size.ts';
import { LeadController } from './lead-controller.ts';
import type { LedRoom } from './led-room.ts';

export interface LeadScreenOptions {
  readonly language: Language;
  readonly screenReader: boolean;
  /** The commands that go on with the room, and that say what the class did in it. */
  readonly again: string;
  readonly report: string;
}

/** Shows a room to its instructor until they leave it. What stays on the terminal is how to go on with it. */
export async function runLead(
  lesson: Lesson,
  room: LedRoom,
  { language, screenReader, again, report }: LeadScreenOptions,
): Promise<void> {
  const controller = new LeadController(lesson, room, language);
  const page = new TerminalPage(process, screenReader);
  page.open(controller.rows(sizeOf(page.terminal)));
  page.takeKeys();
  try {
    const [{ showLead }] = await Promise.all([
      import('./lead-app.tsx'),
      followTerminal(page.terminal),
      loadHighlighting(),
    ]);
    await showLead(page, controller);
  } finally {
    controller.close();
    page.close();
  }
  page.terminal.stdout.write(`${messages(controller.language).lead.left(again, report)}\n`);
}
