import type { ReasonCatalogue } from './reasons.ts';

const inBrackets = (text: string) => (text === '' ? '' : `（${text}）`);
/** Where in an object or an answer; an empty path is the whole of it. */
const at = (object: string, path: string) => (path === '' ? object : `${object}：${path}`);
const after = (mark: string, text: string) => (text === '' ? '' : `${mark}${text}`);
const states = { available: '可用', ready: '就绪', updated: '已更新' } as const;
const types: Record<string, string> = {
  string: '字符串',
  number: '数字',
  boolean: '布尔值',
  object: '对象',
  array: '数组',
  null: '空值',
};
const typed = (type: string, value: string) => `${types[type] ?? ` ${type}`} ${value}`;

export const chinese: ReasonCatalogue = {
  'cluster-unreachable': ({ error }) => `集群没有响应${inBrackets(error)}`,
  'kubeconfig-missing': () => '还没有集群：它的 kubeconfig 尚未写入',
  'kubeconfig-broken': ({ path, error }) => `kubeconfig 文件 ${path} 无法使用：${error}`,
  'nothing-listens': ({ address }) => `没有程序在 ${address} 上监听`,
  'certificate-refused': ({ address, error }) => `${address} 的证书不受信任：${error}`,
  'credentials-refused': ({ message }) => `集群拒绝了这些凭据${after('：', message)}`,
  'access-denied': ({ message }) => `没有权限：${message}`,
  'api-error': ({ status, message }) => `API 服务器返回 ${status}${after('：', message)}`,
  'resource-unknown': ({ resource }) => `集群中没有名为 ${resource} 的资源类型`,

  'object-missing': ({ object }) => `${object} 还不存在`,
  'none-found': ({ resource, selector }) =>
    selector === '' ? `还没有任何 ${resource}` : `还没有带标签 ${selector} 的 ${resource}`,
  'field-mismatch': ({ object, path, actual, expected }) =>
    `${at(object, path)} 是 ${actual}，应为 ${expected}`,
  'field-unset': ({ object, path, expected }) => `${at(object, path)} 未设置，应为 ${expected}`,
  'field-type': ({ object, path, actual, actualType, expected, expectedType }) =>
    `${at(object, path)} 是${typed(actualType, actual)}，应为${typed(expectedType, expected)}`,
  'array-length': ({ object, path, actual, expected }) =>
    `${at(object, path)} 有 ${actual} 个元素，应为 ${expected} 个`,
  'replicas-short': ({ object, state, actual, expected }) =>
    `${object}：${expected} 个副本中 ${actual} 个${states[state]}`,
  'count-mismatch': ({ resource, found, min, max }) =>
    `符合条件的 ${resource} 有 ${found} 个，应为${range(min, max)}`,
  'still-there': ({ object }) => `${object} 仍然存在`,
  'expression-invalid': ({ expression, error }) => `这项检查的表达式 ${expression} 无法使用：${error}`,

  'image-missing': ({ pod, image }) => `Pod ${pod} 在等待：ErrImagePull，镜像仓库里没有 ${image}`,
  'image-registry-unreachable': ({ pod, image, registry }) =>
    `Pod ${pod} 在等待：ErrImagePull，镜像仓库 ${registry} 没有响应（镜像 ${image}）`,
  'image-registry-plain-http': ({ pod, image, registry }) =>
    `Pod ${pod} 在等待：ErrImagePull，节点要求 HTTPS，而镜像仓库 ${registry} 用的是 HTTP（镜像 ${image}）`,
  'image-denied': ({ pod, image }) =>
    `Pod ${pod} 在等待：ErrImagePull，${image} 不存在，或者它的仓库要求登录`,
  'image-rate-limited': ({ pod, image }) =>
    `Pod ${pod} 在等待：ErrImagePull，${image} 的仓库收到来自这个地址的拉取请求过多`,
  'image-name-invalid': ({ pod, image }) =>
    `Pod ${pod} 在等待：InvalidImageName，${image} 不是合法的镜像名称`,
  'image-never-pulled': ({ pod, image }) =>
    `Pod ${pod} 在等待：ErrImageNeverPull，节点上没有 ${image}，又不允许拉取`,
  'image-pull-failed': ({ pod, image, message }) => `Pod ${pod} 在等待：ErrImagePull，${image}：${message}`,
  'crash-loop': ({ pod, exit, line }) =>
    `${exit === 0 ? `Pod ${pod} 一再结束，退出码为 0` : `Pod ${pod} 反复崩溃，退出码为 ${exit}`}${after('，最后一行日志：', line)}`,
  'out-of-memory': ({ pod }) => `Pod ${pod} 被终止：内存用量超过了限制（OOMKilled）`,
  'pod-waiting': ({ pod, state, message }) => `Pod ${pod} 在等待：${state}${after('，', message)}`,
  'pod-failed': ({ pod, message }) => `Pod ${pod} 已失败${after('：', message)}`,
  unschedulable: ({ pod, message }) => `没有节点能容纳 Pod ${pod}：${message}`,
  'probe-failing': ({ pod, message }) => `Pod ${pod} 在运行，但尚未就绪：${message}`,
  'pod-not-ready': ({ pod }) => `Pod ${pod} 在运行，但尚未就绪`,
  'pods-refused': ({ object, message }) => `${object} 不被允许创建它的 Pod：${message}`,
  'scaled-to-zero': ({ object }) => `${object} 的副本数被设为 0`,
  paused: ({ object }) => `${object} 的上线已暂停`,
  'being-deleted': ({ object }) => `${object} 正在被删除`,
  'log-complains': ({ pod, line }) => `Pod ${pod} 在运行，但它的日志说：${line}`,
  'node-not-ready': ({ node, message }) => `节点 ${node} 未就绪${after('：', message)}`,
  'warning-event': ({ object, message }) => `${object}：${message}`,
  'did-you-mean': ({ object }) => `现有一个 ${object}，要找的是它吗？`,
  'other-namespace': ({ object, namespace }) => `${object} 在名字空间 ${namespace} 中`,

  'service-selects-nothing': ({ service, selector }) =>
    `Service ${service} 选择 ${selector}，但没有 Pod 带这个标签`,
  'labels-are': ({ object, labels }) => `${object} 的标签是 ${labels}`,
  'service-no-selector': ({ service }) => `Service ${service} 没有选择算符，所以背后没有 Pod`,
  'service-pods-not-ready': ({ service }) => `Service ${service} 背后的 Pod 没有一个就绪`,
  'target-port-unknown': ({ service, port, ports }) =>
    `Service ${service} 转发到名为 ${port} 的端口，但它的 Pod ${ports === '' ? '没有给端口命名' : `的端口名是 ${ports}`}`,
  'target-port-elsewhere': ({ service, port, ports }) =>
    `Service ${service} 转发到 Pod 的端口 ${port}，但这些 Pod 声明监听的是 ${ports}`,
  'target-port-refuses': ({ service, port }) =>
    `Service ${service} 转发到 Pod 的端口 ${port}，但那里似乎没有程序在监听`,
  'no-such-node-port': ({ port }) => `没有 Service 使用 NodePort ${port}`,
  'node-ports-are': ({ ports }) => `有 NodePort 的是：${ports}`,
  'not-a-node-port': ({ service, type }) => `Service ${service} 的类型是 ${type}，没有 NodePort`,

  'http-unreachable': ({ url, error }) => `${url} 没有响应${inBrackets(error)}`,
  'http-timeout': ({ url, seconds }) => `${url} 在 ${seconds} 秒内没有回应`,
  'http-status': ({ url, actual, expected }) => `${url} 返回 ${actual}，应为 ${expected}`,
  'http-body': ({ url, pattern }) => `${url} 返回的内容与 ${pattern} 不匹配`,
  'http-not-json': ({ url }) => `${url} 返回的不是 JSON`,
  'url-invalid': ({ url }) => `${url} 不是 URL`,
  'no-value-yet': ({ expression }) => `${expression} 还没有值`,
  'not-a-number': ({ expression, value }) => `${expression} 是 ${value}，不是数字`,
  'first-value': ({ expression, value }) => `${expression} 是 ${value}：等它增长`,
  'not-rising': ({ expression, value }) => `${expression} 停在 ${value}`,

  'no-log-yet': ({ object }) => `${object} 还没有写日志`,
  'log-no-match': ({ object, pattern }) => `${object} 的日志里还没有与 ${pattern} 匹配的行`,
  'log-forbidden-line': ({ object, line }) => `${object} 的日志说：${line}`,
  'log-unreadable': ({ object, message }) => `无法读取 ${object} 的日志：${message}`,

  'command-exit': ({ exit, line }) =>
    `${exit === null ? '命令被信号终止' : `命令已结束，退出码为 ${exit}`}${after('：', line)}`,
  'command-timeout': ({ seconds }) => `命令在 ${seconds} 秒内没有结束`,
  'leaves-cluster': ({ words }) => `命令没有执行：${words} 会离开这次练习的集群。在你自己的终端里可以这样做`,
  'no-longer-so': () => '这曾经完成，现在不再成立',
  'output-mismatch': ({ pattern, line }) =>
    line === '' ? `命令没有输出，应为 ${pattern}` : `命令的输出是“${line}”，应为 ${pattern}`,
  'probe-exit': ({ command, exit, line }) =>
    `\`${command}\` ${exit === null ? '被信号终止' : `的退出码为 ${exit}`}${after('：', line)}`,
  'probe-output': ({ command, pattern, line }) =>
    line === ''
      ? `\`${command}\` 没有输出，应为 ${pattern}`
      : `\`${command}\` 的输出是“${line}”，应为 ${pattern}`,
  'probe-timeout': ({ command, seconds }) => `\`${command}\` 在 ${seconds} 秒内没有结束`,
  'probe-failed': ({ command, error }) => `无法启动 \`${command}\`：${error}`,

  'variable-unset': ({ name }) => `${name} 还没有设置`,
  'variable-mismatch': ({ name, value, pattern }) => `${name} 是“${value}”，与 ${pattern} 不匹配`,

  'file-missing': ({ path }) => `文件 ${path} 还不存在`,
  'file-present': ({ path }) => `文件 ${path} 仍然存在`,
  'file-mismatch': ({ path, pattern }) => `文件 ${path} 里没有与 ${pattern} 匹配的内容`,
  'file-unreadable': ({ path, error }) => `无法读取文件 ${path}：${error}`,
};

function range(min: number | null, max: number | null): string {
  if (min !== null && min === max) return ` ${min} 个`;
  if (min === null) return `最多 ${max} 个`;
  return max === null ? `至少 ${min} 个` : ` ${min} 到 ${max} 个`;
}
