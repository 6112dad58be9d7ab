import type { RoomWords } from './words.ts';

export const en: RoomWords = {
  keys: { raise: 'raise hand', lower: 'lower hand', room: 'class', catchUp: 'to the class' },
  connected: 'class',
  connecting: 'class: connecting',
  offline: 'class: offline',
  refused: 'class: not connected',
  ended: 'class: over',
  handUp: 'hand up',
  unread: (messages) => (messages === 1 ? '1 message' : `${messages} messages`),

  welcome: (name, key) =>
    `You are in the class as ${name}. It sees which steps you have done and which checks are red, not your commands or their output; ${key} tells more.`,
  awaits: (step) => `Waiting for the instructor to open the next step: ${step}`,
  paused: 'The instructor has paused the class. You can go on with this step; the next one waits.',
  goesOn: 'The class goes on.',
  opened: (step) => `The instructor has opened: ${step}`,
  free: 'From now on everyone goes at their own pace.',
  message: (text, toAll) => `${toAll ? 'Instructor, to all' : 'Instructor, to you'}: ${text}`,
  nudge: (hand) =>
    `The instructor asks how you are getting on. ${hand} raises your hand, if you would like help.`,
  called: (step, key) => `The class is at: ${step}. ${key} takes you there when you are ready.`,
  roomEnded: 'The class is over. You can go on by yourself, for as long as you like.',
  raised: (before) =>
    before === undefined || before === 0
      ? 'Your hand is up. The instructor sees your last command and what it printed, without secrets.'
      : `Your hand is up; ${before === 1 ? 'one is' : `${before} are`} before yours. The instructor sees your last command and what it printed, without secrets.`,
  lowered: 'Your hand is down.',
  taken: 'The instructor has seen to your hand, and taken it down.',

  title: 'The class',
  stateConnected: 'You are connected to the class.',
  stateOffline:
    'The class cannot be reached now. Everything goes on working; what you do is sent later, by itself.',
  stateRefused: 'The class takes nothing more from this run. You can go on by yourself.',
  pace: (step) =>
    step === undefined ? 'Everyone goes at their own pace.' : `The class goes as far as: ${step}`,
  hand: (before) => {
    if (before === undefined) return 'Your hand is up, and will be shown once the class can be reached.';
    return before === 0
      ? 'Your hand is up, and you are the next.'
      : `Your hand is up; before yours: ${before}.`;
  },
  messagesTitle: 'Messages',
  noMessages: 'None so far.',
  toYou: 'to you',
  toAll: 'to all',
  sentTitle: 'What the class sees of you',
  sent: [
    'Your name; which step you are at, since when, and whether it is done; which checks are not green, and why; how many hints you asked for, and what you answered to questions.',
    'Not your commands, not what they print, no files. Only when you raise your hand, your last command and the last lines that it printed go with it, with passwords and tokens hidden.',
  ],
  unsent: (events) => (events === 1 ? 'Not sent yet: 1 event.' : `Not sent yet: ${events} events.`),
};
