import type { Check, Step } from '../schema.ts';
import { modernised } from './modern/modernise.ts';
import { stepId } from './names.ts';
import type { Draft } from './outline.ts';
import { type Outcome, type Remark, remark, shown } from './remark.ts';
import { repaired } from './repair.ts';
import type { ObjectName } from './suggest/objects.ts';
import { type Suggestion, started, suggestionFor, verified } from './suggest/suggest.ts';

/** A step of the lesson, and where it comes from. */
export interface Planned {
  readonly step: Step;
  readonly draft: Draft;
  /** What an author must know of it; said above the step in lesson.yaml. */
  readonly comments: readonly string[];
}

/** Steps as lesson.yaml has them. `runIsOld`: `kubectl run` makes Deployments in this source. */
export function planOf(drafts: readonly Draft[], runIsOld: boolean): Outcome<Planned[]> {
  const remarks: Remark[] = [];
  const taken = new Set<string>(startsCluster(drafts) ? [] : ['start-cluster']);
  const known: ObjectName[] = [];
  const parts = drafts.map((draft, index) => {
    const earlier = drafts.slice(0, index).map(({ script = '' }) => script);
    const written = scriptOf(draft, runIsOld, earlier.join('\n'));
    const { script } = written;
    const suggestion = script === undefined ? verifiedOnly(draft) : suggestionFor(draft, script, known);
    known.push(...suggestion.makes);
    const id = stepId(script, draft.title, taken);
    taken.add(id);
    const gaps = suggestion.gaps.map(({ what, next }) => remark(draft, 'to-do', what, next));
    remarks.push(
      converted(draft, id, script),
      ...written.remarks,
      ...suggested(draft, id, suggestion),
      ...gaps,
    );
    const step: Step = {
      id,
      ...(isStart(script) && { on: ['practice', 'minikube'] as const }),
      ...(script !== undefined && { run: script }),
      ...suggestion.proof,
    };
    return { planned: { step, draft, comments: commentsOf(written, gaps) }, touches: suggestion.touches };
  });
  const result = parts.map(({ planned }, index) => {
    const later = parts.slice(index + 1).flatMap(({ touches }) => touches);
    return endedBy(planned, later);
  });
  return { result, remarks };
}

function converted(draft: Draft, id: string, script: string | undefined): Remark {
  const what = script === undefined ? ', which runs nothing' : `: ${shown(script)}`;
  return remark(draft, 'converted', `step \`${id}\`${what}`);
}

function suggested(draft: Draft, id: string, { proof }: Suggestion): Remark[] {
  const count = proof.checks?.length ?? 0;
  if (count === 0) return [];
  const undo = proof.undo === undefined ? '' : ' and its `undo`';
  const checks = `${count} ${count === 1 ? 'check' : 'checks'} of step \`${id}\``;
  return [remark(draft, 'suggested', `${checks}${undo}, from its command`)];
}

function commentsOf({ was, remarks }: Written, gaps: readonly Remark[]): string[] {
  const left = [...remarks, ...gaps].filter(({ fate }) => fate === 'to-do');
  return [
    ...(was === undefined ? [] : [`was: ${shown(was, 100)}`]),
    ...left.map(({ message, next }) => `to do: ${message}${next ? ` (${next})` : ''}`),
  ];
}

/** The first step of a lesson whose source takes a cluster for granted. */
export function clusterStep(drafts: readonly Draft[]): Step | undefined {
  const uses = drafts.some(({ script = '' }) => /\b(?:kubectl|docker)\b/.test(script));
  if (!uses || startsCluster(drafts)) return undefined;
  return {
    id: 'start-cluster',
    on: ['practice', 'minikube'],
    run: 'minikube start',
    checks: [...started.checks],
    ...(started.undo && { undo: started.undo }),
  };
}

const isStart = (script = '') => /^\s*minikube start\b/m.test(script);
const startsCluster = (drafts: readonly Draft[]) => drafts.some(({ script }) => isStart(script));

interface Written {
  readonly script: string | undefined;
  /** What the source says, where that is something else. */
  readonly was?: string;
  readonly remarks: readonly Remark[];
}

function scriptOf(draft: Draft, runIsOld: boolean, before: string): Written {
  const { script } = draft;
  if (script === undefined) return { script, remarks: [] };
  const repair = repaired(script);
  const modern = modernised(repair.text, runIsOld);
  const remarks = [
    ...repair.done.map((what) => remark(draft, 'repaired', what)),
    ...repair.left.map((what) => remark(draft, 'to-do', what, 'write what was meant')),
    ...modern.done.map((what) => remark(draft, 'modernised', what)),
    ...modern.left.map(({ what, next }) => remark(draft, 'to-do', what, next)),
    ...filesMissing(draft, modern.text, before),
  ];
  return { script: modern.text, ...(modern.text !== script && { was: script }), remarks };
}

/** Files that a command reads, and that no command before it can have made. */
function filesMissing(draft: Draft, script: string, before: string): Remark[] {
  const named = [
    ...script.matchAll(/\s(?:-f|--filename|--file)[ =]([\w][\w./-]*\.(?:ya?ml|json))(?=\s|$)/g),
  ].map(([, path = '']) => path);
  return [...new Set(named)]
    .filter((path) => !before.includes(path) && !script.includes(`> ${path}`))
    .map((path) => remark(draft, 'to-do', `${path} is not in the lesson`, 'put it below files/'));
}

function verifiedOnly(draft: Draft): Suggestion {
  const checks = verified(draft);
  return { proof: checks.length > 0 ? { checks } : {}, makes: [], touches: [], gaps: [] };
}

/** What a later step ends need not hold until the end of the lesson. */
function endedBy(planned: Planned, touched: readonly ObjectName[]): Planned {
  const names = new Set(touched.map(({ kind, name }) => `${kind}/${name}`));
  const { checks } = planned.step;
  if (!checks?.some((one) => 'resource' in one && names.has(one.resource))) return planned;
  const ended = checks.map(
    (one): Check => ('resource' in one && names.has(one.resource) ? { ...one, once: true } : one),
  );
  return { ...planned, step: { ...planned.step, checks: ended } };
}
