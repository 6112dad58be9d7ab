import type { DoctorWords } from './words.ts';
import { cluster } from './zh-cluster.ts';
import { machine } from './zh-machine.ts';

export const zh: DoctorWords = {
  language: 'zh',
  looking: '正在检查这台机器 …',
  title: (lesson, cluster, system) => `${lesson}，集群 ${cluster}，${system}`,
  needs: {
    practice: '练习集群只需要 Node.js 和 bash：kubectl、docker、minikube 和 curl 由它自带。',
    minikube: 'minikube 需要 Docker 或虚拟机、2 个 CPU、2 GB 内存和 20 GB 磁盘空间。',
    context: '使用你的 kubeconfig 中的集群需要 kubectl；工作坊要构建镜像时，还需要 Docker。',
  },
  probes: {
    node: 'Node.js',
    programs: '程序',
    docker: 'Docker',
    resources: '资源',
    virtualisation: '虚拟机',
    ports: 'NodePort',
    kubeconfig: 'kubeconfig',
    server: '集群',
    proxy: '代理',
    mirror: '镜像站',
    images: '镜像',
    terminal: '终端',
  },
  severities: { missing: '缺少：', warning: '警告：', info: '说明：' },
  problems: { ...machine, ...cluster },
  seen: (evidence) => `所见：${evidence}`,
  readOn: (link) => `详情：${link}`,
  ready: (warnings) => (warnings === 0 ? '什么都不缺。' : `什么都不缺；有 ${warnings} 条警告。`),
  notReady: (missing, warnings) => `缺少 ${missing} 项${warnings === 0 ? '' : `；有 ${warnings} 条警告`}。`,
};
