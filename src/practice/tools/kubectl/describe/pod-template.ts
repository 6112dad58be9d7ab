import { type Dict, dictAt, listAt, textAt } from '../api/objects.ts';
import { describeContainers } from './containers.ts';
import { annotations, labels, multiline, selectorOrNone, tolerations } from './metadata.ts';
import { describeVolumes } from './volumes.ts';
import { Description } from './writer.ts';

/** `Pod Template:` of a workload. */
export function podTemplate(w: Description, template: Dict): void {
  const spec = dictAt(template, 'spec');
  w.line(0, 'Pod Template:');
  labels(w, '  Labels', dictAt(template, 'metadata', 'labels'));
  const notes = dictAt(template, 'metadata', 'annotations');
  if (Object.keys(notes).length > 0) annotations(w, '  Annotations', notes);
  w.lineIf(textAt(spec, 'serviceAccountName'), 1, 'Service Account:');
  const init = listAt(spec, 'initContainers');
  if (init.length > 0) describeContainers(w, 'Init Containers', init, [], undefined, '  ');
  describeContainers(w, 'Containers', listAt(spec, 'containers'), [], undefined, '  ');
  describeVolumes(w, listAt(spec, 'volumes'), '  ');
  spreadConstraints(w, listAt(spec, 'topologySpreadConstraints'), '  ');
  w.lineIf(textAt(spec, 'priorityClassName'), 1, 'Priority Class Name:');
  labels(w, '  Node-Selectors', dictAt(spec, 'nodeSelector'));
  tolerations(w, '  Tolerations', listAt(spec, 'tolerations'));
}

export function spreadConstraints(w: Description, constraints: readonly Dict[], space = ''): void {
  if (constraints.length === 0) return;
  const lines = [...constraints]
    .sort((a, b) => (textAt(a, 'topologyKey') < textAt(b, 'topologyKey') ? -1 : 1))
    .map((one) => {
      const head = `${textAt(one, 'topologyKey')}:${textAt(one, 'whenUnsatisfiable')} when max skew ${textAt(one, 'maxSkew')} is exceeded`;
      return one.labelSelector ? `${head} for selector ${selectorOrNone(one.labelSelector)}` : head;
    });
  multiline(w, 'Topology Spread Constraints', lines, space);
}

/** A pod template alone, as `rollout history --revision` shows it: with tabs, for it does not align them. */
export function describeTemplate(template: Dict): string {
  const w = new Description();
  podTemplate(w, template);
  return w.raw();
}
