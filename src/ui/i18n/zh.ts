import { zh as lead } from './lead/zh.ts';
import { zh as learning } from './learning/zh.ts';
import { live } from './live/zh.ts';
import type { Messages } from './messages.ts';
import { output } from './output/zh.ts';
import { zh as room } from './room/zh.ts';

export const zh: Messages = {
  // Keyboards sold in China bear these names in English.
  keyNames: { Enter: 'Enter', Space: 'Space', Esc: 'Esc' },
  keys: {
    run: '运行',
    again: '再次运行',
    original: '运行原命令',
    next: '下一步',
    finish: '完成',
    toOpen: '去第一个未完成的步骤',
    edit: '编辑',
    hint: '提示',
    back: '上一步',
    skip: '跳过',
    mend: '修复',
    transcript: '记录',
    shell: 'shell',
    help: '帮助',
    quit: '退出',
    leave: '离开',
    stop: '停止',
    scroll: '滚动',
    pane: '下一栏',
    history: '历史命令',
    start: '开始',
    resume: '继续',
    reopen: '再次打开',
    select: '选择',
    runEdited: '运行',
    aside: '命令行',
    search: '搜索',
    find: '搜索',
    findNext: '下一处',
    findPrevious: '上一处',
    copy: '复制',
    endSearch: '结束搜索',
    cancel: '取消',
    close: '关闭',
  },
  plainAbout: (word) => ({
    edit: `后接一条命令：改为运行那条命令，例如 ${word('edit')} kubectl get pods`,
    again: `再次运行这一步的命令；${word('again')} 3：重做第三步`,
    aside: `后接一条命令：在同一个 shell 里运行它，例如 ${word('aside')} kubectl get pods`,
    steps: `所有步骤；${word('steps')} 3：先做完前面各步，再到第三步`,
    undo: `撤销这一步；${word('undo')} 3：撤销第三步起的所有步骤`,
    'start-over': '从头再来',
  }),
  about: {
    primary: '运行命令；这一步完成之后，继续下一步',
    edit: '修改命令，再按 Enter 运行（Alt-Enter：换行）',
    again: '再次运行这一步的命令',
    stop: '停止正在运行的命令',
    hint: '显示一条提示，再按显示下一条',
    why: '检查还缺什么，去哪里看',
    steps: '所有步骤：前往、重做、撤销、从头再来',
    answer: '回答问题',
    shell: '打开你自己的 shell，变量相同；输入 exit 回到这里',
    aside: '在同一个 shell 里运行任意命令，输出显示在这里',
    next: '下一步，上一步',
    skip: '跳过这一步；前往不再成立的那一步',
    down: '滚动',
    'page-down': '翻页',
    top: '到开头，到末尾',
    pane: '在正文、输出和检查之间切换',
    search: '在输出中搜索；下一处，上一处',
    copy: '复制命令；复制输出',
    cluster: '实时集群；这一步改变了什么',
    beside: '在宽屏上：隐藏或重新显示步骤旁边的集群',
    hand: '在课堂中：举手、放下手',
    room: '在课堂中：消息、进度、它能看到什么；跟上全班',
    free: '带领课堂时：自由节奏、暂停、提醒学员、结束',
    transcript: '在最后一页：把你做过的写进文件',
    doctor: '在菜单里：这台机器还缺什么',
    language: '切换语言；显示本页',
    close: '从这样的页面返回',
    quit: '离开；下次从这里继续',
  },
  live,
  step: (number, total) => `第 ${number} 步，共 ${total} 步`,
  stepTitle: (number, total, title) => `第 ${number} 步，共 ${total} 步：${title}`,
  hintTitle: (number, total) => (total === 1 ? '提示' : `提示 ${number}（共 ${total} 条）`),
  noMoreHints: '这一步没有更多提示了。',
  noHints: '这一步没有提示。',
  more: (lines) => `还有 ${lines} 行`,
  ready: '按 Enter 在你的 shell 里运行这条命令。',
  stopped: '已停止。按 Enter 从头运行这条命令。',
  already: '无需操作：这一步要达到的状态已经有了。',
  alreadyLook: '检查已经全部通过。按 Enter 仍会运行命令，让你看一看。',
  running: (seconds) => `运行中 … ${seconds} 秒`,
  runningUntil: (seconds) => `运行中，直到检查全部通过 … ${seconds} 秒`,
  stopping: '正在停止 …',
  checking: (seconds) => `等待检查 … ${seconds} 秒`,
  done: (seconds) => (seconds === undefined ? '完成。' : `完成，用时 ${seconds} 秒。`),
  doneByLearner: '完成，而且是你自己做的。',
  failed: (shell) => `还没有成功。在你的 shell（${shell}）里修正，或者再次运行命令。`,
  skipped: '已跳过。',
  exercise: (shell) => `轮到你了：在你自己的 shell（${shell}）里完成，检查会注意到。`,
  justRead: '这里没有要运行的命令。',
  noOutput: '（没有输出）',
  dropped: (lines) => `（最前面的 ${lines} 行没有保留）`,
  checkLabel: (check) => {
    if ('resource' in check) return check.resource;
    if ('http' in check) return check.http;
    if ('logs' in check) return `${check.logs} 的日志`;
    if ('command' in check) return check.command;
    if ('variable' in check) return `变量 ${check.variable}`;
    return `文件 ${check.file}`;
  },
  output,
  checkPending: '正在查看 …',
  editing: '编辑命令：',
  resumed: (step) => `欢迎回来。你现在在这一步：${step}。`,
  lost: (step, why, more, mend) =>
    `不再成立：${step}（${why}）${more > 0 ? `，另外还有 ${more} 步` : ''}。按 ${mend} 前往那里。`,
  interrupted: '程序结束时，它的命令被中断了。其他内容都没有丢失。',
  journalCut: '最后发生的一件事没能保存，已经丢失。',
  ctrlC: (quit) => `没有正在运行的命令。按 ${quit} 离开；一切都已保存。`,
  transcriptSaved: (file) => `已写入：${file}`,
  transcriptFailed: (why) => `无法写入：${why}`,
  spokenMarks: { good: '通过', bad: '失败', pending: '正在查看', notYet: '尚未', here: '选中' },
  tourTitle: '开始之前',
  tour: ({ enter, shell, help, quit }) => [
    `先读一读这一步讲什么，再按 ${enter}，它的命令就在真正的 shell 里运行。`,
    `下方的检查会在集群达到要求时变绿；怎么做到由你决定（按 ${shell} 打开你自己的 shell）。`,
    `按 ${help} 查看所有按键，随时可以按 ${quit} 离开：一切都会保存。`,
  ],
  goesOn: (seconds) => `${seconds} 秒后进入下一步。按任意键留在这里。`,
  helpTitle: '帮助',
  helpText:
    '阅读步骤，按 Enter 运行它的命令，看着检查一项项变绿。' +
    '也可以在你自己的 shell 里按自己的方式去做：检查看的是集群，不是你输入了什么。' +
    '随时可以离开：一切都会保存。',
  menuTitle: 'Kubernetes 工作坊',
  lead,
  learning,
  room,
  tones: { note: '说明', tip: '提示', important: '重要', warning: '警告', caution: '当心' },
  clusterNotes: {
    'minikube-direct': ({ node }) =>
      `从现在起，docker 连接的是 minikube 节点里的引擎，各个 NodePort 在该节点的地址 ${node} 上响应。`,
    'minikube-forwarded': ({ driver }) =>
      `从现在起，docker 连接的是 minikube 节点里的引擎。使用驱动 ${driver} 时，这台机器无法直接访问该节点，因此在本程序运行期间，每个 NodePort 都会转发到 127.0.0.1 的相同端口。`,
    'own-namespace': ({ namespace }) =>
      `这个集群不是这台机器独用的：你创建的一切都放在单独的名字空间 ${namespace} 里。`,
    'docker-on-node': ({ engine, node }) =>
      `docker 连接的是 ${engine} 上的引擎，这个集群的节点也在那里：两者的 127.0.0.1 是同一个。在你的 shell 里，NodePort 在 ${node} 上响应。`,
    'docker-forwarded': ({ engine, node }) =>
      `docker 的引擎（${engine}）不在这个集群的节点上：在本程序运行期间，每个 NodePort 都会为它转发到 127.0.0.1 的相同端口。在你的 shell 里，NodePort 在 ${node} 上响应。`,
    'docker-relayed': ({ engine, image }) =>
      `docker 的引擎（${engine}）有自己的 127.0.0.1，而这个集群的节点就是它的容器：在本程序运行期间，一个 ${image} 容器把每个 NodePort 转接到那里和本机 127.0.0.1 的相同端口。`,
    'docker-apart': ({ engine }) =>
      `对 docker 的引擎（${engine}）来说，这个集群的 NodePort 在 127.0.0.1 上都不响应：docker push 找不到集群里的镜像仓库。请用 DOCKER_HOST 指定节点上的引擎，或者使用 --cluster practice。`,
    'node-chosen': ({ node }) =>
      `已设置 PILOTAGE_NODE：在你的 shell 里，NodePort 在 ${node} 上响应，不做任何转发。`,
  },
  shellGreeting: '输入 exit 或按 Ctrl-D 回到工作坊。',
  preparing: '正在准备集群 …',
  minutes: (minutes) => `${minutes} 分钟`,
  fresh: '未开始',
  progress: (settled, total) => `${settled}/${total} 步`,
  finished: '已完成',
  finishTitle: '你做到了',
  finishSummary: (done, skipped, minutes) =>
    `完成 ${done} 步${skipped > 0 ? `，跳过 ${skipped} 步` : ''}${minutes === undefined ? '。' : `，用时 ${minutes} 分钟。`}`,
  unfinishedTitle: '就差一点',
  unfinished: (steps) => `这是最后一步，但还有 ${steps} 步没有完成。`,
  left: (lesson, settled, total, again) =>
    settled === total
      ? `${lesson}：全部 ${total} 步都已完成。重新开始：pilotage reset ${lesson}`
      : `${lesson}：已完成 ${settled} 步，共 ${total} 步。继续：${again}`,
  tooSmall: (columns, rows) => `终端太小：至少需要 ${columns}×${rows}。`,
  checkingPlain: '等待检查 …',
  plainEdit: (edit) => `输入 ${edit} 和一条命令，就会改为运行那条命令：${edit} kubectl get pods`,
  plainPrompt: (choices) => `[${choices}] `,
  plainUnknown: (answer) => `“${answer}”在这里没有含义。`,
};
