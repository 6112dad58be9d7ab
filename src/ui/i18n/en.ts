import { en as lead } from './lead/en.ts';
import { en as learning } from './learning/en.ts';
import { live } from './live/en.ts';
import type { Messages } from './messages.ts';
import { output } from './output/en.ts';
import { en as room } from './room/en.ts';

export const en: Messages = {
  keyNames: { Enter: 'Enter', Space: 'Space', Esc: 'Esc' },
  keys: {
    run: 'run',
    again: 'run again',
    original: 'run the original',
    next: 'next step',
    finish: 'finish',
    toOpen: 'go to the first of them',
    edit: 'edit',
    hint: 'hint',
    back: 'back',
    skip: 'skip',
    mend: 'mend',
    transcript: 'transcript',
    shell: 'shell',
    help: 'help',
    quit: 'quit',
    leave: 'leave',
    stop: 'stop',
    scroll: 'scroll',
    pane: 'next pane',
    history: 'earlier ones',
    start: 'start',
    resume: 'go on',
    reopen: 'open again',
    select: 'choose',
    runEdited: 'run it',
    aside: 'prompt',
    search: 'search',
    find: 'search',
    findNext: 'next match',
    findPrevious: 'previous',
    copy: 'copy',
    endSearch: 'end search',
    cancel: 'cancel',
    close: 'close',
  },
  plainAbout: (word) => ({
    edit: `with a command: run that one instead, ${word('edit')} kubectl get pods`,
    again: `run the command of this step again; ${word('again')} 3: do the third step again`,
    aside: `with a command: run it in the same shell, ${word('aside')} kubectl get pods`,
    steps: `all steps; ${word('steps')} 3: go to the third, and do those before it first`,
    undo: `take this step back; ${word('undo')} 3: all from the third on`,
    'start-over': 'start the workshop over',
  }),
  about: {
    primary: 'run the command; once the step is done, go on',
    edit: 'change the command, then Enter runs it (Alt-Enter: new line)',
    again: 'run the command of this step again',
    stop: 'stop the command that is running',
    hint: 'show a hint, then the next one',
    why: 'what is still missing, and where to look',
    steps: 'all steps: go there, do again, take back, start over',
    answer: 'answer a question',
    shell: 'your own shell, same variables; exit comes back here',
    aside: 'run any command in the same shell; what it prints comes here',
    next: 'the next step, the one before',
    skip: 'skip this step; go to one that no longer holds',
    down: 'scroll',
    'page-down': 'scroll by pages',
    top: 'to the start, to the end',
    pane: 'move on to the text, the output, the checks',
    search: 'search in the output; the next match, the one before',
    copy: 'copy the command; copy the output',
    cluster: 'the live cluster; what this step changed in it',
    beside: 'on a wide screen: hide the cluster beside the step, show it again',
    hand: 'in a class: raise your hand, take it down',
    room: 'in a class: messages, pace, and what it sees of you; go to where it is',
    free: 'leading a class: free pace, pause, nudge a learner, end it',
    transcript: 'on the last page: write what you did into a file',
    doctor: 'in the menu: what this machine lacks for a workshop',
    language: 'change the language; this page',
    close: 'go back from a page such as this one',
    quit: 'leave; next time you go on from here',
  },
  live,
  step: (number, total) => `step ${number} of ${total}`,
  stepTitle: (number, total, title) => `Step ${number} of ${total}: ${title}`,
  hintTitle: (number, total) => (total === 1 ? 'Hint' : `Hint ${number} of ${total}`),
  noMoreHints: 'There are no more hints for this step.',
  noHints: 'There are no hints for this step.',
  more: (lines) => (lines === 1 ? '1 more line' : `${lines} more lines`),
  ready: 'Enter runs this command in your shell.',
  stopped: 'Stopped. Enter runs the command from the start.',
  already: 'Nothing to do: what this step is for is there already.',
  alreadyLook: 'All is green already. Enter runs the command all the same, for you to see.',
  running: (seconds) => `Running … ${seconds} s`,
  runningUntil: (seconds) => `Running until the checks are green … ${seconds} s`,
  stopping: 'Stopping …',
  checking: (seconds) => `Waiting for the checks … ${seconds} s`,
  done: (seconds) => (seconds === undefined ? 'Done.' : `Done in ${seconds} s.`),
  doneByLearner: 'Done, and you did it yourself.',
  failed: (shell) => `Not there yet. Put it right in your shell (${shell}), or run the command again.`,
  skipped: 'Skipped.',
  exercise: (shell) => `Your turn: do it in your own shell (${shell}). The checks will notice.`,
  justRead: 'Nothing to run here.',
  noOutput: '(no output)',
  dropped: (lines) => `(the first ${lines} lines are not kept)`,
  checkLabel: (check) => {
    if ('resource' in check) return check.resource;
    if ('http' in check) return check.http;
    if ('logs' in check) return `logs of ${check.logs}`;
    if ('command' in check) return check.command;
    if ('variable' in check) return `variable ${check.variable}`;
    return `file ${check.file}`;
  },
  output,
  checkPending: 'looking …',
  editing: 'Edit the command:',
  resumed: (step) => `Welcome back. You are at: ${step}.`,
  lost: (step, why, more, mend) =>
    `No longer so: ${step} (${why})${more > 0 ? `, and ${more === 1 ? 'one more step' : `${more} more steps`}` : ''}. The key ${mend} goes there.`,
  interrupted: 'Its command was interrupted when the program ended. Nothing else is lost.',
  journalCut: 'The last thing that happened could not be saved, and is lost.',
  ctrlC: (quit) => `Nothing is running. ${quit} leaves; everything is saved.`,
  transcriptSaved: (file) => `Written: ${file}`,
  transcriptFailed: (why) => `It could not be written: ${why}`,
  spokenMarks: { good: 'good', bad: 'failed', pending: 'looking', notYet: 'not yet', here: 'chosen' },
  tourTitle: 'Before you begin',
  tour: ({ enter, shell, help, quit }) => [
    `Read what a step is about, then ${enter} runs its command, in a real shell.`,
    `Below, checks turn green as soon as the cluster is as it should be; how you got it there is up to you (${shell} opens a shell of your own).`,
    `${help} shows all keys, and ${quit} leaves whenever you like: everything is saved.`,
  ],
  goesOn: (seconds) => `The next step opens in ${seconds} s. Any key keeps you here.`,
  helpTitle: 'Help',
  helpText:
    'Read the step, press Enter to run its command, and watch the checks turn green. ' +
    'Or do it your own way, in your own shell: the checks look at the cluster, not at what you type. ' +
    'Leave whenever you like: everything is saved.',
  menuTitle: 'Kubernetes workshops',
  lead,
  learning,
  room,
  tones: { note: 'Note', tip: 'Tip', important: 'Important', warning: 'Warning', caution: 'Caution' },
  clusterNotes: {
    'minikube-direct': ({ node }) =>
      `From here on, docker talks to the engine inside minikube's node, and NodePorts answer at ${node}, the address of that node.`,
    'minikube-forwarded': ({ driver }) =>
      `From here on, docker talks to the engine inside minikube's node. With the driver ${driver}, that node cannot be reached from this machine, so each NodePort is forwarded to the same port of 127.0.0.1 while this runs.`,
    'own-namespace': ({ namespace }) =>
      `This cluster is not this machine's alone: all that you make goes into a namespace of its own, ${namespace}.`,
    'docker-on-node': ({ engine, node }) =>
      `docker talks to the engine on ${engine}, where this cluster's node is: 127.0.0.1 means the same to both. From your shell, NodePorts answer at ${node}.`,
    'docker-forwarded': ({ engine, node }) =>
      `docker's engine (${engine}) is not on this cluster's nodes: while this runs, each NodePort is forwarded to the same port of 127.0.0.1 for it. From your shell, NodePorts answer at ${node}.`,
    'docker-relayed': ({ engine, image }) =>
      `docker's engine (${engine}) has a 127.0.0.1 of its own, and this cluster's nodes are its containers: while this runs, a container of ${image} relays each NodePort to the same port there, and of 127.0.0.1 here.`,
    'docker-apart': ({ engine }) =>
      `No NodePort of this cluster answers docker's engine (${engine}) at 127.0.0.1: docker push will not find a registry in it. Name an engine on a node in DOCKER_HOST, or use --cluster practice.`,
    'node-chosen': ({ node }) =>
      `PILOTAGE_NODE is set: NodePorts answer at ${node} from your shell, and nothing is forwarded.`,
  },
  shellGreeting: 'Type exit or press Ctrl-D to go back to the workshop.',
  preparing: 'Preparing the cluster …',
  minutes: (minutes) => `${minutes} min`,
  fresh: 'new',
  progress: (settled, total) => `${settled} of ${total} steps`,
  finished: 'finished',
  finishTitle: 'You made it',
  finishSummary: (done, skipped, minutes) =>
    `${done === 1 ? '1 step' : `${done} steps`} done${skipped > 0 ? `, ${skipped} skipped` : ''}${
      minutes === undefined ? '.' : `, in ${minutes === 1 ? '1 minute' : `${minutes} minutes`}.`
    }`,
  unfinishedTitle: 'Almost there',
  unfinished: (steps) =>
    steps === 1
      ? 'This was the last step, but one is still open.'
      : `This was the last step, but ${steps} are still open.`,
  left: (lesson, settled, total, again) =>
    settled === total
      ? `${lesson}: all ${total} steps done. To begin again: pilotage reset ${lesson}`
      : `${lesson}: ${settled} of ${total} steps. To go on: ${again}`,
  tooSmall: (columns, rows) => `This terminal is too small: ${columns}×${rows} or more, please.`,
  checkingPlain: 'Waiting for the checks …',
  plainEdit: (edit) => `${edit} and a command runs that command instead: ${edit} kubectl get pods`,
  plainPrompt: (choices) => `[${choices}] `,
  plainUnknown: (answer) => `"${answer}" means nothing here.`,
};
