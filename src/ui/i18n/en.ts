import type { Messages } from './messages.ts';

export const en: Messages = {
  languageName: 'English',
  keys: {
    run: 'run',
    again: 'run again',
    next: 'next step',
    finish: 'finish',
    edit: 'edit',
    hint: 'hint',
    back: 'back',
    skip: 'skip',
    shell: 'shell',
    language: 'language',
    help: 'help',
    quit: 'quit',
    leave: 'leave',
    stop: 'stop',
    scroll: 'scroll',
    page: 'page',
    pane: 'other pane',
    start: 'start',
    select: 'choose',
    runEdited: 'run it',
    cancel: 'cancel',
    close: 'close',
  },
  step: (number, total) => `step ${number} of ${total}`,
  hintTitle: (number, total) => `Hint ${number} of ${total}`,
  noMoreHints: 'These were all the hints of this step.',
  noHints: 'This step has no hints.',
  more: (lines) => `${lines} more`,
  ready: 'Enter runs this command in your shell.',
  already: 'What this step is for is there already.',
  alreadyLook: 'The checks hold. Enter runs the command all the same, so that you see it.',
  running: (seconds) => `Running, ${seconds} s`,
  runningUntil: (seconds) => `Running until the checks hold, ${seconds} s`,
  stopping: 'Stopping …',
  checking: 'Waiting for the cluster …',
  done: (seconds) => (seconds === undefined ? 'Done.' : `Done in ${seconds} s.`),
  doneByLearner: 'Done: you did it yourself.',
  failed: 'Not there yet. Mend it in your shell, or run the command again.',
  skipped: 'Skipped.',
  exercise: 'Your turn: do it in your own shell. The checks will notice.',
  justRead: 'Nothing to run here.',
  exit: (code, seconds) =>
    code === null ? `ended by a signal after ${seconds} s` : `exit ${code} after ${seconds} s`,
  noOutput: '(no output)',
  dropped: (lines) => `(${lines} earlier lines are not kept)`,
  checkLabel: (check) => {
    if ('resource' in check) return check.resource;
    if ('http' in check) return check.http;
    if ('logs' in check) return `logs of ${check.logs}`;
    if ('command' in check) return check.command;
    if ('variable' in check) return `variable ${check.variable}`;
    return `file ${check.file}`;
  },
  checkPending: 'looking …',
  editing: 'Edit the command',
  resumed: (step) => `Welcome back. You were at: ${step}`,
  interrupted: 'Its command was interrupted. Nothing that was done is repeated.',
  journalCut: 'The last event of your journal was lost when the program was stopped.',
  ctrlC: 'Nothing is running. q leaves; everything is saved.',
  helpTitle: 'Keys',
  helpText:
    'Read the step, press Enter to run its command, and watch the checks turn green. ' +
    'You can do the same in your own shell (s): the checks look at the cluster, not at your keys. ' +
    'Everything is saved all the time; leave whenever you like.',
  menuTitle: 'Kubernetes workshops',
  minutes: (minutes) => `${minutes} min`,
  fresh: 'not begun',
  progress: (settled, total) => `${settled} of ${total} steps`,
  finished: 'finished',
  preparing: 'Preparing the cluster …',
  finishTitle: 'You made it',
  finishSummary: (done, skipped, minutes) =>
    `${done} steps done${skipped > 0 ? `, ${skipped} skipped` : ''}, in ${minutes} minutes.`,
  left: (lesson, settled, total) =>
    settled === total
      ? `${lesson}: all ${total} steps done. pilotage reset ${lesson} forgets the run and empties its cluster.`
      : `${lesson}: ${settled} of ${total} steps done. Go on with: pilotage start ${lesson}`,
  tooSmall: (columns, rows) => `This terminal is too small: ${columns}×${rows} at least.`,
  plainPrompt: (choices) => `[${choices}] `,
  plainUnknown: (answer) => `There is no "${answer}" here.`,
};
