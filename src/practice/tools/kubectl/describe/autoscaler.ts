import { type Dict, dictAt, type KubeObject, listAt, numberAt, textAt } from '../api/objects.ts';
import type { Session } from '../session.ts';
import { describeEvents, eventsOf } from './events.ts';
import { has, header, labelsAndAnnotations } from './metadata.ts';
import { type Description, longTime } from './writer.ts';

export async function describeAutoscaler(
  w: Description,
  session: Session,
  object: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const spec = dictAt(object, 'spec');
  const status = dictAt(object, 'status');
  const kind = textAt(spec, 'scaleTargetRef', 'kind');
  header(w, object);
  labelsAndAnnotations(w, object);
  w.line(0, 'CreationTimestamp:', longTime(object.metadata?.creationTimestamp));
  w.line(0, 'Reference:', `${kind}/${textAt(spec, 'scaleTargetRef', 'name')}`);
  if (object.apiVersion === 'autoscaling/v1') cpu(w, spec, status);
  else metrics(w, spec, status);
  w.line(0, 'Min replicas:', spec.minReplicas ?? '<unset>');
  w.line(0, 'Max replicas:', numberAt(spec, 'maxReplicas'));
  w.line(
    0,
    `${kind} pods:`,
    `${numberAt(status, 'currentReplicas')} current / ${numberAt(status, 'desiredReplicas')} desired`,
  );
  const conditions = object.apiVersion === 'autoscaling/v1' ? [] : listAt(status, 'conditions');
  if (conditions.length > 0) {
    w.line(0, 'Conditions:');
    w.line(1, 'Type', 'Status', 'Reason', 'Message');
    w.line(1, '----', '------', '------', '-------');
  }
  for (const one of conditions) {
    w.line(1, textAt(one, 'type'), textAt(one, 'status'), textAt(one, 'reason'), textAt(one, 'message'));
  }
  if (withEvents) describeEvents(w, await eventsOf(session, object));
}

function cpu(w: Description, spec: Dict, status: Dict): void {
  if (!has(spec, 'targetCPUUtilizationPercentage')) return;
  w.line(0, 'Target CPU utilization:', `${textAt(spec, 'targetCPUUtilizationPercentage')}%`);
  w.line(
    0,
    'Current CPU utilization:',
    `${textAt(status, 'currentCPUUtilizationPercentage') || '<unknown>'}%`,
  );
}

/** Of metrics, resources alone: nothing here measures the other kinds. */
function metrics(w: Description, spec: Dict, status: Dict): void {
  w.line(0, 'Metrics:', '( current / target )');
  const current = listAt(status, 'currentMetrics');
  for (const [index, metric] of listAt(spec, 'metrics').entries()) {
    const name = textAt(metric, 'resource', 'name');
    const now = dictAt(current[index], 'resource', 'current');
    if (metric.type !== 'Resource') w.line(1, `<unknown metric type ${JSON.stringify(metric.type)}>`);
    else if (has(metric, 'resource', 'target', 'averageValue')) {
      const target = textAt(metric, 'resource', 'target', 'averageValue');
      w.line(1, `resource ${name} on pods:`, `${textAt(now, 'averageValue') || '<unknown>'} / ${target}`);
    } else {
      const used = has(now, 'averageUtilization')
        ? `${now.averageUtilization}% (${now.averageValue})`
        : '<unknown>';
      const target = has(metric, 'resource', 'target', 'averageUtilization')
        ? `${textAt(metric, 'resource', 'target', 'averageUtilization')}%`
        : '<auto>';
      w.line(1, `resource ${name} on pods  (as a percentage of request):`, `${used} / ${target}`);
    }
  }
}
