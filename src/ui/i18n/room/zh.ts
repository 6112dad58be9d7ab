import type { RoomWords } from './words.ts';

export const zh: RoomWords = {
  keys: { raise: '举手', lower: '放下手', room: '课堂', catchUp: '跟上全班' },
  connected: '课堂',
  connecting: '课堂：连接中',
  offline: '课堂：离线',
  refused: '课堂：未连接',
  ended: '课堂：已结束',
  handUp: '已举手',
  unread: (messages) => `${messages} 条消息`,

  welcome: (name, key) =>
    `你以“${name}”的名字加入了课堂。它能看到你完成了哪些步骤、哪些检查没通过，看不到你的命令和输出；按 ${key} 了解详情。`,
  awaits: (step) => `等待讲师开放下一步：${step}`,
  paused: '讲师暂停了课堂。这一步可以继续做；下一步要等一等。',
  goesOn: '课堂继续。',
  opened: (step) => `讲师已开放：${step}`,
  free: '从现在起，各自按自己的节奏进行。',
  message: (text, toAll) => `${toAll ? '讲师（全体）' : '讲师（给你）'}：${text}`,
  nudge: (hand) => `讲师想知道你进行得怎么样。需要帮助的话，按 ${hand} 举手。`,
  called: (step, key) => `全班现在在：${step}。准备好了就按 ${key} 过去。`,
  roomEnded: '课堂结束了。你可以自己继续，想做多久都行。',
  raised: (before) =>
    before === undefined || before === 0
      ? '你已举手。讲师会看到你最后的命令和它的输出，敏感信息已隐去。'
      : `你已举手，前面还有 ${before} 位。讲师会看到你最后的命令和它的输出，敏感信息已隐去。`,
  lowered: '你的手已放下。',
  taken: '讲师已处理你的举手。',

  title: '课堂',
  stateConnected: '你已连接到课堂。',
  stateOffline: '现在连不上课堂。一切照常可用；你做的事稍后会自动发送。',
  stateRefused: '课堂不再接收这次练习的内容。你可以自己继续。',
  pace: (step) => (step === undefined ? '各自按自己的节奏进行。' : `全班进行到：${step}`),
  hand: (before) => {
    if (before === undefined) return '你已举手，连上课堂后讲师就能看到。';
    return before === 0 ? '你已举手，下一位就是你。' : `你已举手，前面还有 ${before} 位。`;
  },
  messagesTitle: '消息',
  noMessages: '还没有。',
  toYou: '给你',
  toAll: '全体',
  sentTitle: '课堂能看到你的什么',
  sent: [
    '你的名字；你在哪一步、从什么时候开始、是否完成；哪些检查没有通过，为什么；你要过几次提示，以及你对问题的回答。',
    '看不到你的命令、命令的输出和任何文件。只有在你举手时，才会附上你最后的命令和它最后输出的几行，其中的密码和令牌已隐去。',
  ],
  unsent: (events) => `尚未发送：${events} 个事件。`,
};
