import type { ClassRoom } from './class-room.ts';

/** The command that goes on with a run: with its class, while there is one. */
export function commandAgain(lesson: string, room: ClassRoom | undefined): string {
  return room && !room.view?.ended ? room.again : `pilotage start ${lesson}`;
}
