import type { MachineProblems } from '../../../cluster/doctor/problem.ts';
import type { Catalogue } from './words.ts';
import { list } from './zh-words.ts';

export const machine: Catalogue<MachineProblems> = {
  'node-too-old': {
    what: ({ version, wanted }) => `Node.js ${version} 太旧：需要 ${wanted}。`,
    next: () => '安装更新的版本：',
  },
  'program-missing': {
    what: ({ program }) => `没有安装 ${program}。`,
    next: ({ program }) => `安装 ${program}：`,
  },
  'program-broken': {
    what: ({ program }) => `${program} 已安装，但无法工作。`,
    next: ({ program }) => `重新安装 ${program}：`,
  },
  'program-silent': {
    what: ({ program, seconds }) => `${program} 在 ${seconds} 秒内没有报告自己的版本。`,
    next: () => '手动试一下；如果也没有反应，就重新安装：',
  },
  'program-too-old': {
    what: ({ program, version, wanted }) => `${program} ${version} 不合用：需要 ${wanted}。`,
    next: () => '安装另一个版本：',
  },
  'version-unknown': {
    what: ({ program, wanted }) => `${program} 没有说明自己的版本；应为 ${wanted}。`,
    next: () => '请确认它足够新。',
  },
  'requirement-unclear': {
    what: ({ program, wanted }) => `工作坊要求 ${program} ${wanted}，但这不是一个版本范围。`,
    next: () => '请告诉工作坊的作者；版本范围的写法例如 >=1.20。',
  },
  'docker-not-in-wsl': {
    what: () => 'Docker Desktop 还没有为 WSL 的这个 Linux 发行版提供服务。',
    next: () => '在 Docker Desktop 中：Settings、Resources、WSL integration，启用这个发行版。',
  },
  'docker-is-podman': {
    what: ({ version }) => `这里的 docker 其实是 Podman ${version}：工作坊的部分内容用它无法完成。`,
    next: () => '安装 Docker：',
  },
  'plugin-missing': {
    what: ({ plugin }) => `docker 没有 ${plugin} 插件。`,
    next: ({ plugin }) => `安装 ${plugin}：`,
  },
  'docker-stopped': {
    what: ({ endpoint }) => `${endpoint} 上没有 Docker 引擎响应。`,
    next: () => '启动它：',
  },
  'docker-not-allowed': {
    what: ({ endpoint }) => `你没有权限访问 ${endpoint} 上的 Docker 引擎。`,
    next: () => '加入它的用户组，其他窗口需要重新登录（组里的用户可以成为 root）：',
  },
  'docker-host-dead': {
    what: ({ host }) => `DOCKER_HOST 是 ${host}，那里没有 Docker 引擎响应。`,
    next: () => '改回这台机器的引擎，或者启动它所指的引擎：',
  },
  'docker-context-missing': {
    what: ({ context }) => `docker 使用的上下文 ${context} 不存在。`,
    next: () => '改回通常的上下文：',
  },
  'docker-silent': {
    what: ({ seconds }) => `Docker 引擎在 ${seconds} 秒内没有响应。`,
    next: () => '重新启动它：',
  },
  'docker-failing': {
    what: () => 'docker 无法使用它的引擎。',
    next: () => '看看它怎么说，再重新启动引擎：',
  },
  'docker-elsewhere': {
    what: ({ endpoint }) => `Docker 引擎在另一台机器 ${endpoint} 上：它的 127.0.0.1 不是你的。`,
    next: () => '改回这台机器的引擎：',
  },
  'cpus-few': {
    what: ({ cpus, wanted }) => `有 ${cpus} 个 CPU；少于 ${wanted} 个时，minikube 不会启动。`,
    next: () => '给 Docker 或虚拟机分配更多，或者使用 --cluster practice。',
  },
  'memory-small': {
    what: ({ megabytes, wanted }) => `有 ${megabytes} MB 内存；少于 ${wanted} MB 时，minikube 不会启动。`,
    next: () => '给 Docker 或虚拟机分配更多，或者使用 --cluster practice。',
  },
  'memory-taken': {
    what: ({ megabytes, wanted }) => `可用内存为 ${megabytes} MB；minikube 需要 ${wanted} MB。`,
    next: () => '关闭不需要的程序，或者使用 --cluster practice。',
  },
  'disk-low': {
    what: ({ path, gigabytes, wanted }) => `${path} 的可用空间为 ${gigabytes} GB；应有 ${wanted} GB 以上。`,
    next: () => '腾出空间：',
  },
  'virtualisation-off': {
    what: () => '这个处理器不支持虚拟机，或者固件中关闭了该功能。',
    next: () => '配合 Docker，minikube 仍然可以工作。',
  },
  'virtualisation-not-allowed': {
    what: ({ device }) => `你没有权限使用 ${device}，所以 minikube 无法创建虚拟机。`,
    next: () => '配合 Docker 就不需要虚拟机；否则请加入相应的用户组：',
  },
  'node-ports-taken': {
    what: ({ ports }) =>
      `NodePort 范围内有 ${ports.length} 个端口已被占用：${list(ports)}。可能就是这里运行的某个集群占用的。`,
    next: () => '查看是谁占用的：',
  },
  'node-port-wanted': {
    what: ({ port }) => `工作坊要使用 NodePort ${port}，而这台机器上的某个程序已经占用了它。`,
    next: () => '找出是哪个程序，并结束它：',
  },
  'proxy-without-exception': {
    what: ({ proxy, missing }) => `发往 ${list(missing)} 的请求会经过代理 ${proxy}。`,
    next: () => '把集群列为例外：',
  },
  'proxy-cases-differ': {
    what: ({ name, lower, upper }) =>
      `${name} 是 ${lower}，而 ${name.toUpperCase()} 是 ${upper}：有的程序读前者，有的读后者。`,
    next: () => '让两者一致：',
  },
  'proxy-no-url': {
    what: ({ name, value }) => `${name} 是 ${value}，这不是代理的地址。`,
    next: () => '改正它，或者取消设置：',
  },
  'terminal-small': {
    what: ({ columns, rows }) => `终端大小为 ${columns}×${rows}；画面按 80×24 或更大设计。`,
    next: () => '放大窗口；在许多终端中：',
  },
  'terminal-dumb': {
    what: () => '这个终端（TERM=dumb）无法显示画面。',
    next: () => '工作坊在这里以逐行文本的方式进行：',
  },
  'locale-not-utf8': {
    what: ({ locale }) => `区域设置为 ${locale}，不是 UTF-8：汉字和符号可能显示不正确。`,
    next: () => '选择一个 UTF-8 的区域设置：',
  },
  'colours-few': {
    what: ({ term, colours }) =>
      `这个终端声称${colours <= 2 ? '没有颜色' : `只有 ${colours} 种颜色`}（TERM=${term}）。`,
    next: () => '如果它其实支持更多：',
  },
  'true-colour-off': {
    what: ({ program }) => `${program} 只传递 256 种颜色，而不是全部。`,
    next: () => '如果外层的终端支持更多：',
  },
  'windows-console': {
    what: () => '这是旧的 Windows 控制台：缺少一些字符和颜色。',
    next: () => '使用 Windows Terminal：',
  },
};
