import type { ClusterProblems } from '../../../cluster/doctor/problem.ts';
import { sayReason } from '../../../engine/reasons/say.ts';
import type { Catalogue } from './words.ts';
import { list } from './zh-words.ts';

export const cluster: Catalogue<ClusterProblems> = {
  'kubeconfig-broken': {
    what: ({ path }) => `kubeconfig 文件 ${path} 无法读取：格式不正确。`,
    next: () => '修正这个文件；下面的命令会指出错误在哪里：',
  },
  'kubeconfig-unreadable': {
    what: ({ path }) => `你没有权限读取 kubeconfig 文件 ${path}。`,
    next: () => '看看它属于谁；取得它的所有权，或者在 KUBECONFIG 中指定另一个文件：',
  },
  'kubeconfig-public': {
    what: ({ path }) => `这台机器上的其他用户可以读取 kubeconfig 文件 ${path}，包括其中的密钥。`,
    next: () => '只留给自己读取：',
  },
  'kubeconfig-listed-missing': {
    what: ({ path }) => `KUBECONFIG 中列出的 ${path} 不存在。`,
    next: () => 'kubectl 不会在意；如果它本应存在，请更正 KUBECONFIG。',
  },
  'kubeconfig-several': {
    what: ({ paths }) => `KUBECONFIG 列出了 ${paths.length} 个文件；条目重名时，以第一个文件为准。`,
    next: () => '无需操作，除非某个上下文与你预期的不同。',
  },
  'current-context-missing': {
    what: ({ context }) => `kubeconfig 中没有当前上下文 ${context}。工作坊不需要它。`,
    next: () => '为你自己的工作选择一个：',
  },
  'context-missing': {
    what: ({ context, known }) =>
      `没有名为 ${context} 的上下文${known.length === 0 ? '' : `；现有：${list(known)}`}。`,
    next: () => '指定一个存在的上下文，或者使用 --cluster practice：',
  },
  'context-broken': {
    what: ({ context }) => `上下文 ${context} 无法使用。`,
    next: () => '让它的集群重新写入，或者修正 kubeconfig：',
  },
  'context-not-local': {
    what: ({ context, server }) =>
      `无法确认上下文 ${context} 是这台机器上的集群（${server}）。没有向那里发送任何内容。`,
    next: () => 'pilotage start 会先让你输入它的名称，并在单独的名字空间里工作。',
  },
  'certificate-file-missing': {
    what: ({ context, path }) => `上下文 ${context} 指定的文件 ${path} 不存在。`,
    next: () => '让它的集群重新写入，或者修正 kubeconfig：',
  },
  'certificate-unreadable': {
    what: ({ context, path }) => `上下文 ${context} 在 ${path} 中的证书无法读取。`,
    next: () => '让它的集群重新写入，或者修正 kubeconfig：',
  },
  'certificate-expired': {
    what: ({ context, on }) => `上下文 ${context} 的证书已于 ${on} 过期。`,
    next: () => '让它的集群签发新证书，或者询问管理员：',
  },
  'certificate-expires': {
    what: ({ context, on, days }) => `上下文 ${context} 的证书将于 ${on} 过期，还有 ${days} 天。`,
    next: () => '请及时续期：',
  },
  'sign-in-program-missing': {
    what: ({ context, program }) => `上下文 ${context} 用程序 ${program} 登录，而这个程序不存在。`,
    next: () => '按照集群管理员的说明安装它。',
  },
  'cluster-unreachable': {
    what: ({ context, reason }) => `上下文 ${context} 的集群无法使用：${sayReason(reason, 'zh')}。`,
    next: () => '启动它，或者使用 --cluster practice：',
  },
  'cluster-not-started': {
    what: ({ context }) => `minikube 的集群 ${context} 已存在，但没有运行。`,
    next: () => '无需操作：minikube start 就是工作坊的第一步。',
  },
  'version-skew': {
    what: ({ client, server }) =>
      `kubectl 是 ${client}，集群是 ${server}：相差一个以上的次要版本是不受支持的。`,
    next: () => '使用版本更接近集群的 kubectl：',
  },
  'image-absent': {
    what: ({ image, registry }) => `${registry} 中没有镜像 ${image}。`,
    next: () => '自己确认一下，并告诉工作坊的作者：',
  },
  'image-denied': {
    what: ({ image, registry }) => `${registry} 不提供镜像 ${image}：它不存在，或者需要登录。`,
    next: () => '自己确认一下，并告诉工作坊的作者：',
  },
  'registry-limited': {
    what: ({ registry, images }) =>
      `${registry} 暂时拒绝来自你的地址的更多拉取请求（速率限制）：${list(images)}。`,
    next: () => '等几个小时，换一个网络，使用教室里的镜像站（--mirror），或者登录：',
  },
  'registry-limit-near': {
    what: ({ registry, remaining, limit, hours, images }) =>
      `${registry} 允许你的地址在 ${hours} 小时内拉取 ${limit} 个镜像，现在还剩 ${remaining} 个；工作坊需要 ${images} 个。`,
    next: () => '登录之后，你会有自己的限额：',
  },
  'mirror-unreachable': {
    what: ({ mirror }) => `镜像站 ${mirror} 没有应答。`,
    next: () => '检查它的地址，以及你是否和它在同一个网络里；否则可能是防火墙，或者 Wi-Fi 隔离了各个访客。',
  },
  'mirror-lacks': {
    what: ({ mirror, images }) => `镜像站 ${mirror} 上没有 ${list(images)}。`,
    next: () => '这些镜像会从各自的镜像仓库拉取；也可以请提供镜像站的人重新打包这个工作坊。',
  },
  'mirror-unused': {
    what: ({ mirror, who }) => `${who} 还没有使用镜像站 ${mirror}。`,
    next: () => '让它先从那里拉取：',
  },
  'mirror-too-late': {
    what: ({ mirror, profile }) =>
      `minikube 的 ${profile} 创建时没有设置镜像站 ${mirror}，而这只能在创建时设置。`,
    next: () => '重新创建它，其中运行的一切都会丢失：',
  },
  'mirror-for-nodes': {
    what: ({ mirror, context }) => `从这里看不出 ${context} 的节点是否使用镜像站 ${mirror}。`,
    next: () => '使用 containerd 时，在每个节点上为 docker.io 写一个 hosts.toml，节点就会先从那里拉取。',
  },
  'registry-unreachable': {
    what: ({ registry, images }) => `无法访问镜像仓库 ${registry}，因此拉取不了这些镜像：${list(images)}。`,
    next: () => '检查网络和代理，或者使用不需要网络的 --cluster practice。',
  },
  'registry-troubled': {
    what: ({ registry, status, images }) => `向 ${registry} 请求 ${list(images)} 时，它返回 ${status}。`,
    next: () => '请稍后再试。',
  },
};
