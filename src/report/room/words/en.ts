import type { RoomWords } from './words.ts';

const learners = (count: number) => (count === 1 ? '1 learner' : `${count} learners`);
const steps = (count: number) => (count === 1 ? '1 step' : `${count} steps`);

export const en: RoomWords = {
  title: (lesson) => `How the class did: ${lesson}`,
  facts: (room, when, version) => `Room ${room} · ${when} · version ${version}`,
  learners: (count, finished) => `${learners(count)}, of whom ${finished} finished.`,
  stillOpen: 'The room has not been ended: this is how things stand now.',
  nobody: 'Nobody came.',
  worst: 'Mend these steps first',
  noTrouble: 'Everybody got through every step by its text alone.',
  trouble: (count, of) => `${count} of ${of} had trouble`,
  named: (name, what) => `${name}: ${what}`,
  failed: (count) => `failed for ${count}`,
  hints: (hints, count) => `${hints === 1 ? '1 hint' : `${hints} hints`} to ${count}`,
  hands: (count) => `hand raised by ${count}`,
  skipped: (count) => `skipped by ${count}`,
  stuck: (count) => `${count} stuck`,
  took: (time) => `one did it, in ${time}`,
  times: (median, p90) => `half needed at most ${median}, nine of ten at most ${p90}`,
  met: (count, reason) => `${learners(count)}: ${reason}`,
  steps: 'All steps',
  people: 'Learners',
  finished: 'finished',
  columns: {
    step: 'Step',
    trouble: 'Trouble',
    failed: 'Failed',
    skipped: 'Skipped',
    open: 'Not done',
    carried: 'Done for them',
    hints: 'Hints',
    hands: 'Hands',
    median: 'Median',
    p90: 'p90',
    reasons: 'Why it failed',
    learner: 'Learner',
    done: 'Done',
    failures: 'Failures',
    time: 'Time',
    place: 'Now at',
  },
  legend: {
    done: 'done by its text alone',
    troubled: 'done, with trouble',
    skipped: 'skipped',
    open: 'not done',
    carried: 'done for them',
    ahead: 'not reached',
    elsewhere: 'not for their cluster',
  },
  counted: [
    'Trouble: the step failed at least once, or the learner asked for a hint, raised a hand, skipped it, or is stuck (has been at it longer than nine of ten of those who did it, and than a minute).',
    'Time: while the step was on the screen, from its opening until it was done for the first time, without pauses of the class and without the time when the program was not running. Only of those who did it themselves.',
    'Done for them: on the way to another step, when a learner caught up with the class. It counts in no other figure of the step.',
    'The steps to be mended first are in the order of the share that had trouble, as far as so many learners make it certain.',
  ],
  duration: (hours, minutes, seconds) => {
    if (hours > 0) return `${hours} h ${minutes} min`;
    return minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`;
  },
  certificates: 'Certificates',
  certificate: {
    title: 'Certificate',
    completed: 'has completed the workshop',
    steps: (done, total, time) => `${done} of ${steps(total)} by their own hand, in ${time}.`,
    carried: (count) => `${steps(count)} done for them to catch up with the class.`,
    skipped: (count) => `${steps(count)} skipped.`,
    instructor: 'Instructor',
  },
};
