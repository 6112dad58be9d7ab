import type { Lesson } from '../../src/lesson/load.ts';
import { nameOf } from '../faults/board.ts';
import { loadFaults } from '../faults/catalogue.ts';
import type { Change } from './changes.ts';

/** The workshop whose faults are in the catalogue. */
const faulty = 'dockercoins';

/** Where a check was deleted that must turn red at a fault of the catalogue, with a reason of its own: that fault. */
export function noticedFault(lesson: Lesson, change: Change): string | undefined {
  if (lesson.id !== faulty || change.kind !== 'check') return undefined;
  const names = lesson.file.steps.flatMap(({ id, checks = [] }) =>
    checks.filter(({ once }) => !once).map((check) => nameOf(id, check)),
  );
  const deleted = lesson.file.steps.find(({ id }) => id === change.step)?.checks?.[change.check];
  if (deleted === undefined || deleted.once) return undefined;
  const own = nameOf(change.step, deleted);
  // A name may be cut short where that is enough to tell it from others.
  const isMeant = (name: string) =>
    names.filter((one) => one === name || one.startsWith(`${name} `)).join() === own;
  const fault = loadFaults().find(({ red }) => red.some(({ check }) => isMeant(check)));
  return fault && `faults: ${fault.id}`;
}
