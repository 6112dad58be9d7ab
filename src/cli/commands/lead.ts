import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { type Lesson, loadLesson } from '../../lesson/load.ts';
import { stateHome } from '../../runner/home.ts';
import { applySettings } from '../config/apply.ts';
import { settings } from '../config/settings.ts';
import { lessonDir } from '../lessons.ts';
import { invitationLines } from '../room/invitation.ts';
import { type LeadOptions, type OpenRoom, openRoom } from '../room/open-room.ts';
import { isTerminal } from '../terminal.ts';
import { type ScreenOptions, saidIn } from './screen-options.ts';

/** Opens a room for a class, and stays until it is left. */
export async function leadCommand(name: string, options: LeadOptions & ScreenOptions): Promise<void> {
  // It runs for hours: V8, left to itself, comes to hold several times what a class needs.
  setFlagsFromString('--optimize-for-size');
  const lesson = await loadLesson(await lessonDir(name));
  const isHeadless = options.headless || !isTerminal();
  const room = await openRoom(lesson, stateHome(), { ...options, headless: isHeadless });
  try {
    if (isHeadless) await serveUntilEnded(room);
    else await lead(lesson, name, room, options);
  } finally {
    await room.close();
  }
}

async function serveUntilEnded(room: OpenRoom): Promise<void> {
  const ended = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT'), once(process, 'SIGHUP')]);
  process.stdout.write(`${invitationLines(room).join('\n')}\n`);
  await ended;
}

async function lead(lesson: Lesson, name: string, room: OpenRoom, options: ScreenOptions): Promise<void> {
  const chosen = await settings(saidIn(options));
  applySettings(chosen);
  const [{ runLead }, { ledRoom }] = await Promise.all([
    import('../../ui/lead/lead.ts'),
    import('../room/led-room.ts'),
  ]);
  await runLead(lesson, ledRoom(room), {
    language: chosen.values.language,
    screenReader: chosen.values['screen-reader'],
    again: `pilotage lead ${name} --room ${room.record.room}`,
    report: `pilotage report ${room.record.room}`,
  });
}
