import type { OutputWords } from './words.ts';

export const output: OutputWords = {
  asideTitle: '在同一个 shell 里运行你自己的命令（不算作这一步的命令）：',
  finding: (text) => `在历史记录中查找：${text}`,
  noMatch: (query) => `输出中没有“${query}”。`,
  notFollowing: (key) => `未跟随输出：按 ${key} 到末尾`,
  copiedCommand: '命令已复制。',
  copied: (lines) => `已复制 ${lines} 行。`,
  copiedLast: (lines) => `已复制最后 ${lines} 行，更多的放不下。`,
  nothingToCopy: '还没有可以复制的内容。',
  asideEnded: (exit) => (exit === null ? '你的命令已被停止。' : `你的命令已结束，退出码为 ${exit}。`),
  asideLost: (command) => `你自己的命令被中断了：${command}。`,
  waitingFor: (what, more, seconds) =>
    `等待 ${what}${more === 0 ? '' : `，另外还有 ${more} 项`} … ${seconds} 秒`,
  plainAside: (key) => `输入 ${key} 和一条命令，就会在同一个 shell 里运行它：${key} kubectl get pods`,
  wheel: '鼠标滚轮滚动指针下的内容。按住 Shift（Mac 上是 Option）可以用鼠标选择文字。',
};
