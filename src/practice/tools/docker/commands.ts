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
const attach: Load = async () => (await import('./commands/containers/exec.ts')).attach;
const cp: Load = async () => (await import('./commands/containers/cp.ts')).cp;
const create: Load = async () => (await import('./commands/containers/run.ts')).create;
const diff: Load = async () => (await import('./commands/containers/look.ts')).diff;
const exec: Load = async () => (await import('./commands/containers/exec.ts')).exec;
const kill: Load = async () => (await import('./commands/containers/lifecycle.ts')).kill;
const logs: Load = async () => (await import('./commands/containers/logs.ts')).logs;
const pause: Load = async () => (await import('./commands/containers/look.ts')).pause;
const port: Load = async () => (await import('./commands/containers/look.ts')).port;
const ps: Load = async () => (await import('./commands/containers/ps.ts')).ps;
const rename: Load = async () => (await import('./commands/containers/lifecycle.ts')).rename;
const restart: Load = async () => (await import('./commands/containers/lifecycle.ts')).restart;
const rm: Load = async () => (await import('./commands/containers/lifecycle.ts')).rm;
const run: Load = async () => (await import('./commands/containers/run.ts')).run;
const stats: Load = async () => (await import('./commands/containers/stats.ts')).stats;
const start: Load = async () => (await import('./commands/containers/lifecycle.ts')).start;
const stop: Load = async () => (await import('./commands/containers/lifecycle.ts')).stop;
const top: Load = async () => (await import('./commands/containers/look.ts')).top;
const unpause: Load = async () => (await import('./commands/containers/look.ts')).unpause;
const wait: Load = async () => (await import('./commands/containers/lifecycle.ts')).wait;
const containerInspect: Load = async () => (await import('./commands/inspect.ts')).containerInspect;
const containerPrune: Load = async () => (await import('./commands/prune.ts')).containerPrune;
const imagePrune: Load = async () => (await import('./commands/prune.ts')).imagePrune;
const volumeLs: Load = async () => (await import('./commands/volume.ts')).volumeLs;
const volumeCreate: Load = async () => (await import('./commands/volume.ts')).volumeCreate;
const volumeRm: Load = async () => (await import('./commands/volume.ts')).volumeRm;
const volumeInspect: Load = async () => (await import('./commands/inspect.ts')).volumeInspect;
const volumePrune: Load = async () => (await import('./commands/prune.ts')).volumePrune;
const networkLs: Load = async () => (await import('./commands/network.ts')).networkLs;
const networkCreate: Load = async () => (await import('./commands/network.ts')).networkCreate;
const networkRm: Load = async () => (await import('./commands/network.ts')).networkRm;
const networkInspect: Load = async () => (await import('./commands/inspect.ts')).networkInspect;
const networkPrune: Load = async () => (await import('./commands/prune.ts')).networkPrune;
const networkConnect: Load = async () => (await import('./commands/network.ts')).networkConnect;
const networkDisconnect: Load = async () => (await import('./commands/network.ts')).networkDisconnect;
const df: Load = async () => (await import('./commands/df.ts')).df;
const systemPrune: Load = async () => (await import('./commands/prune.ts')).systemPrune;

/** What this docker does, each read when it is asked for. */
export const commands: Readonly<Record<string, Load>> = {
  attach,
  build,
  cp,
  create,
  diff,
  exec,
  history,
  images,
  info,
  inspect,
  kill,
  login,
  logout,
  logs,
  pause,
  port,
  ps,
  pull,
  push,
  rename,
  restart,
  rm,
  rmi,
  run,
  start,
  stats,
  stop,
  tag,
  top,
  unpause,
  version,
  wait,
};

export interface Group {
  summary: string;
  members: Readonly<Record<string, Load>>;
  /** What the real one has besides. */
  absent: readonly string[];
}

export const groups: Readonly<Record<string, Group>> = {
  container: {
    summary: 'Manage containers',
    members: {
      attach,
      cp,
      create,
      diff,
      exec,
      inspect: containerInspect,
      kill,
      list: ps,
      logs,
      ls: ps,
      port,
      prune: containerPrune,
      ps,
      remove: rm,
      rename,
      restart,
      rm,
      run,
      start,
      stats,
      stop,
      top,
      wait,
    },
    absent: ['commit', 'export', 'update'],
  },
  volume: {
    summary: 'Manage volumes',
    members: {
      create: volumeCreate,
      inspect: volumeInspect,
      list: volumeLs,
      ls: volumeLs,
      prune: volumePrune,
      remove: volumeRm,
      rm: volumeRm,
    },
    absent: ['update'],
  },
  network: {
    summary: 'Manage networks',
    members: {
      connect: networkConnect,
      create: networkCreate,
      disconnect: networkDisconnect,
      inspect: networkInspect,
      list: networkLs,
      ls: networkLs,
      prune: networkPrune,
      remove: networkRm,
      rm: networkRm,
    },
    absent: [],
  },
  image: {
    summary: 'Manage images',
    members: {
      build,
      history,
      inspect: imageInspect,
      list: images,
      ls: images,
      prune: imagePrune,
      pull,
      push,
      remove: rmi,
      rm: rmi,
      tag,
    },
    absent: ['import', 'load', 'save'],
  },
  builder: { summary: 'Manage builds', members: { build }, absent: ['prune'] },
  buildx: {
    summary: 'Docker Buildx',
    members: { build, b: build, version: buildxVersion },
    absent: ['bake', 'create', 'du', 'history', 'imagetools', 'inspect', 'ls', 'prune', 'rm', 'stop', 'use'],
  },
  system: { summary: 'Manage Docker', members: { df, info, prune: systemPrune }, absent: ['events'] },
};

/** Commands of the real docker that this one has not, and what to use where something does the same. */
const absent: Readonly<Record<string, string>> = {
  bake: 'docker build',
  commit: 'docker build',
  config: '',
  context: '',
  events: 'docker ps and docker logs -f',
  export: 'docker cp',
  import: 'docker build',
  load: 'docker pull',
  manifest: '',
  node: 'kubectl get nodes',
  plugin: '',
  save: 'docker push',
  search: '',
  secret: 'kubectl create secret',
  service: 'docker compose, or kubectl create deployment',
  stack: 'docker compose',
  swarm: 'kubectl',
  trust: '',
  update: 'docker run',
};

/** What to say of a command that the real docker has and this one has not; undefined of any other word. */
export function notHere(name: string): string | undefined {
  const [group = '', member] = name.split(' ');
  const word = member ?? group;
  if (!Object.hasOwn(absent, word) && !(member !== undefined && Object.hasOwn(groups, group)))
    return undefined;
  const instead = Object.hasOwn(absent, word) ? absent[word] : '';
  const advice = instead ? `use ${instead}` : "see 'docker --help' for what is";
  return `'docker ${name}' is not something that the practice cluster's docker does; ${advice}`;
}
