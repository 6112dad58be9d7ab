import type { Command } from './command.ts';

type Load = () => Promise<Command>;

const build: Load = async () => (await import('./commands/build.ts')).build;
const history: Load = async () => (await import('./commands/history.ts')).history;
const images: Load = async () => (await import('./commands/images.ts')).images;
const info: Load = async () => (await import('./commands/info.ts')).info;
const inspect: Load = async () => (await import('./commands/inspect.ts')).inspect;
const imageInspect: Load = async () => (await import('./commands/inspect.ts')).imageInspect;
const login: Load = async () => (await import('./commands/login.ts')).login;
const logout: Load = async () => (await import('./commands/login.ts')).logout;
const pull: Load = async () => (await import('./commands/pull.ts')).pull;
const push: Load = async () => (await import('./commands/push.ts')).push;
const rmi: Load = async () => (await import('./commands/rmi.ts')).rmi;
const tag: Load = async () => (await import('./commands/tag.ts')).tag;
const version: Load = async () => (await import('./commands/version.ts')).version;
const buildxVersion: Load = async () => (await import('./commands/version.ts')).buildxVersion;

/** What this docker does, each read when it is asked for. */
export const commands: Readonly<Record<string, Load>> = {
  build,
  history,
  images,
  info,
  inspect,
  login,
  logout,
  pull,
  push,
  rmi,
  tag,
  version,
};

export interface Group {
  summary: string;
  members: Readonly<Record<string, Load>>;
  /** What the real one has besides. */
  absent: readonly string[];
}

export const groups: Readonly<Record<string, Group>> = {
  image: {
    summary: 'Manage images',
    members: {
      build,
      history,
      inspect: imageInspect,
      list: images,
      ls: images,
      pull,
      push,
      remove: rmi,
      rm: rmi,
      tag,
    },
    absent: ['import', 'load', 'prune', 'save'],
  },
  builder: { summary: 'Manage builds', members: { build }, absent: ['prune'] },
  buildx: {
    summary: 'Docker Buildx',
    members: { build, b: build, version: buildxVersion },
    absent: ['bake', 'create', 'du', 'history', 'imagetools', 'inspect', 'ls', 'prune', 'rm', 'stop', 'use'],
  },
  system: { summary: 'Manage Docker', members: { info }, absent: ['df', 'events', 'prune'] },
};

/** Commands of the real docker that are about containers, and what does the same in the cluster. */
const containers: Readonly<Record<string, string>> = {
  run: 'kubectl run NAME --image=IMAGE',
  create: 'kubectl create deployment NAME --image=IMAGE',
  exec: 'kubectl exec -it POD -- COMMAND',
  ps: 'kubectl get pods',
  logs: 'kubectl logs POD',
  stop: 'kubectl delete pod POD, or kubectl scale deployment NAME --replicas=0',
  start: 'kubectl scale deployment NAME --replicas=1',
  restart: 'kubectl rollout restart deployment NAME',
  kill: 'kubectl delete pod POD --grace-period=0',
  rm: 'kubectl delete pod POD',
  cp: 'kubectl cp POD:PATH PATH',
  attach: 'kubectl attach POD',
  port: 'kubectl get services',
  stats: 'kubectl top pods',
  top: 'kubectl exec POD -- ps',
  wait: 'kubectl wait',
  container: 'kubectl get pods',
  pause: 'kubectl scale',
  unpause: 'kubectl scale',
  rename: 'kubectl',
  update: 'kubectl set resources',
  diff: 'kubectl exec',
  commit: 'docker build',
  export: 'kubectl cp',
};

/** Commands of the real docker that have nothing to do here. */
const others = [
  'bake',
  'config',
  'context',
  'events',
  'import',
  'load',
  'manifest',
  'network',
  'node',
  'plugin',
  'save',
  'search',
  'secret',
  'service',
  'stack',
  'swarm',
  'trust',
  'volume',
];

/** What to say of a command that the real docker has and this one has not; undefined of any other word. */
export function notHere(name: string): string | undefined {
  const instead = Object.hasOwn(containers, name) ? containers[name] : undefined;
  if (instead !== undefined) {
    return `'docker ${name}' is not here: the practice cluster's docker does not run containers by itself yet; use ${instead}`;
  }
  const [group = ''] = name.split(' ');
  if (others.includes(name) || (Object.hasOwn(groups, group) && name !== group)) {
    return `'docker ${name}' is not here: the practice cluster's docker pulls, tags, pushes and builds images; see 'docker --help'`;
  }
  return undefined;
}
