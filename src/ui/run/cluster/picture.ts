import type { LiveNode } from '../../../cluster/live/node.ts';
import type { Health } from '../../../cluster/live/pod-state.ts';
import type { Messages } from '../../i18n/messages.ts';
import { clip, toWidth, widthOf } from '../../text.ts';
import { marks, theme } from '../../theme.ts';
import type { Awaited } from './awaited.ts';

/** One line of the picture: an object, or one that is waited for and not there yet. */
export interface PictureLine {
  /** Undefined for what cannot be chosen. */
  readonly node: LiveNode | undefined;
  readonly awaited: boolean;
  readonly text: string;
}

interface Part {
  readonly node: LiveNode | undefined;
  readonly awaited: boolean;
  readonly mark: string;
  readonly left: string;
  readonly right: string;
}

const glyphs: Readonly<Record<Health, string>> = {
  good: marks.green,
  coming: marks.notYet,
  bad: marks.red,
  going: marks.skipped,
  idle: marks.pending,
};

/** The longest bar; a workload with more replicas than that has each cell stand for several. */
const longestBar = 10;
/** Between what an object is and how it is. */
const gap = 2;

/** The tree of what there is, one object a line, and how each is beside it. */
export function pictureLines(
  roots: readonly LiveNode[],
  awaited: Awaited,
  say: Messages,
  width: number,
): PictureLine[] {
  const parts = [...partsOf(roots, '', awaited, say), ...absentParts(roots, awaited, say)];
  const widest = Math.max(0, ...parts.map(({ left }) => widthOf(left)));
  const rights = Math.max(0, ...parts.map(({ right }) => widthOf(right)));
  // Names give way first, but stay readable.
  const column = Math.min(widest, Math.max(Math.floor(width / 2), width - 2 - gap - rights));
  return parts.map(({ node, awaited: waits, mark, left, right }) => ({
    node,
    awaited: waits,
    text: clip(`${mark} ${toWidth(left, column)}${' '.repeat(gap)}${right}`.trimEnd(), width),
  }));
}

function partsOf(nodes: readonly LiveNode[], indent: string, awaited: Awaited, say: Messages): Part[] {
  const isRoot = indent === '';
  return nodes.flatMap((node, index) => {
    const isLast = index === nodes.length - 1;
    const branch = isRoot ? '' : theme.faint(`${indent.slice(1)}${isLast ? '└' : '├'} `);
    const waits = awaited.names.has(`${node.kind.toLowerCase()} ${node.name}`);
    const name = waits ? theme.strong(node.name) : node.name;
    const part: Part = {
      node,
      awaited: waits,
      mark: styleOf(node.health)(glyphs[node.health]),
      left: `${branch}${labelOf(node, say)}${name}`,
      right: `${howItIs(node, say)}${waits ? `  ${awaitedSign(say)}` : ''}`,
    };
    const below = isRoot ? ' ' : `${indent}${isLast ? ' ' : '│'} `;
    return [part, ...partsOf(node.children, below, awaited, say)];
  });
}

/** Pods are what the lines without a kind are. */
function labelOf({ kind, state }: LiveNode, say: Messages): string {
  if (state.is === 'workload' && state.side) return theme.faint(`${say.live.side[state.side]} replicaset `);
  return kind === 'Pod' ? theme.faint('pod ') : theme.faint(`${kind.toLowerCase()} `);
}

function howItIs({ state, health, kind }: LiveNode, say: Messages): string {
  switch (state.is) {
    case 'pod':
      return [
        styleOf(health)(state.word),
        ...(state.unready ? [theme.wait(say.live.notReady)] : []),
        ...(state.restarts > 0 ? [theme.faint(say.live.restarts(state.restarts))] : []),
      ].join(theme.faint(', '));
    case 'workload': {
      const count = say.live.count(state.ready, state.wanted, kind === 'Job');
      return `${bar(state.ready, state.wanted, health)}${styleOf(health)(count)}`;
    }
    case 'service':
      return serviceText(state, say);
    case 'schedule':
      return theme.faint(`${state.schedule}${state.suspended ? `, ${say.live.suspended}` : ''}`);
  }
}

function serviceText(
  { type, ports, pods, targets }: Extract<LiveNode['state'], { is: 'service' }>,
  say: Messages,
): string {
  const to = targets.length > 0 ? ` → ${targets.join(', ')}` : '';
  const leads = pods === undefined ? say.live.noSelector : say.live.leads(pods.ready, pods.all);
  const style = pods === undefined || pods.ready > 0 ? theme.faint : theme.wait;
  return `${theme.faint(`${type} ${ports.join(',')}${to}`)} ${style(leads)}`;
}

/** What is ready thick, what is missing thin. */
function bar(ready: number, wanted: number, health: Health): string {
  const all = Math.max(ready, wanted);
  if (all <= 1) return '';
  const cells = Math.min(all, longestBar);
  const done = ready >= wanted ? cells : Math.min(cells - 1, Math.floor((ready / all) * cells));
  return `${styleOf(health)('━'.repeat(done))}${theme.faint('─'.repeat(cells - done))} `;
}

function styleOf(health: Health): (text: string) => string {
  if (health === 'good') return theme.good;
  if (health === 'bad') return theme.bad;
  return health === 'coming' ? theme.wait : theme.faint;
}

/** What a check wants to be there, of the kinds that are shown, and is not. */
function absentParts(roots: readonly LiveNode[], awaited: Awaited, say: Messages): Part[] {
  const there = new Set<string>();
  const visit = (nodes: readonly LiveNode[]) => {
    for (const { kind, name, children } of nodes) {
      there.add(`${kind.toLowerCase()} ${name}`);
      visit(children);
    }
  };
  visit(roots);
  return awaited.wanted
    .filter((name) => !there.has(name) && shownKinds.test(name))
    .map((name) => ({
      node: undefined,
      awaited: true,
      mark: theme.wait(marks.notYet),
      left: theme.faint(name),
      right: `${theme.faint(say.live.absent)}  ${awaitedSign(say)}`,
    }));
}

const shownKinds = /^(deployment|statefulset|daemonset|cronjob|job|pod|service) /;

function awaitedSign(say: Messages): string {
  return theme.accent(`← ${say.live.awaited}`);
}
