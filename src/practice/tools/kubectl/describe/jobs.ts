import { at, dictAt, type KubeObject, listAt, numberAt, textAt } from '../api/objects.ts';
import type { Session } from '../session.ts';
import { humanDuration } from '../values/duration.ts';
import { describeEvents, eventsOf } from './events.ts';
import { controllerOf, has, header, labelsAndAnnotations, selectorText } from './metadata.ts';
import { podTemplate } from './pod-template.ts';
import { type Description, longTime, trueOrFalse } from './writer.ts';

export async function describeJob(
  w: Description,
  session: Session,
  job: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const spec = dictAt(job, 'spec');
  const status = dictAt(job, 'status');
  header(w, job);
  w.line(0, 'Selector:', selectorText(spec.selector));
  labelsAndAnnotations(w, job);
  w.lineIf(controllerOf(job), 0, 'Controlled By:');
  w.lineIf(spec.parallelism, 0, 'Parallelism:');
  w.line(0, 'Completions:', spec.completions ?? '<unset>');
  w.lineIf(spec.completionMode, 0, 'Completion Mode:');
  w.lineIf(spec.suspend, 0, 'Suspend:');
  w.lineIf(spec.backoffLimit, 0, 'Backoff Limit:');
  w.lineIf(spec.ttlSecondsAfterFinished, 0, 'TTL Seconds After Finished:');
  if (status.startTime) w.line(0, 'Start Time:', longTime(status.startTime));
  if (status.completionTime) w.line(0, 'Completed At:', longTime(status.completionTime));
  if (status.startTime && status.completionTime) {
    const ms = Date.parse(textAt(status, 'completionTime')) - Date.parse(textAt(status, 'startTime'));
    w.line(0, 'Duration:', humanDuration(ms));
  }
  if (has(spec, 'activeDeadlineSeconds'))
    w.line(0, 'Active Deadline Seconds:', `${spec.activeDeadlineSeconds}s`);
  const ready = has(status, 'ready') ? ` (${status.ready} Ready)` : '';
  const count = (field: string) => numberAt(status, field);
  w.line(
    0,
    'Pods Statuses:',
    `${count('active')} Active${ready} / ${count('succeeded')} Succeeded / ${count('failed')} Failed`,
  );
  if (spec.completionMode === 'Indexed') {
    w.line(0, 'Completed Indexes:', textAt(status, 'completedIndexes') || '<none>');
  }
  podTemplate(w, dictAt(spec, 'template'));
  if (withEvents) describeEvents(w, await eventsOf(session, job));
}

export async function describeCronJob(
  w: Description,
  session: Session,
  job: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const spec = dictAt(job, 'spec');
  header(w, job);
  labelsAndAnnotations(w, job);
  w.line(0, 'Schedule:', textAt(spec, 'schedule'));
  w.line(0, 'Concurrency Policy:', textAt(spec, 'concurrencyPolicy'));
  w.line(0, 'Suspend:', has(spec, 'suspend') ? trueOrFalse(spec.suspend) : '<unset>');
  w.line(0, 'Successful Job History Limit:', spec.successfulJobsHistoryLimit ?? '<unset>');
  w.line(0, 'Failed Job History Limit:', spec.failedJobsHistoryLimit ?? '<unset>');
  const deadline = spec.startingDeadlineSeconds;
  w.line(0, 'Starting Deadline Seconds:', deadline === undefined ? '<unset>' : `${deadline}s`);
  const template = dictAt(spec, 'jobTemplate', 'spec');
  w.line(0, 'Selector:', has(template, 'selector') ? selectorText(template.selector) : '<unset>');
  w.line(0, 'Parallelism:', template.parallelism ?? '<unset>');
  w.line(0, 'Completions:', template.completions ?? '<unset>');
  if (has(template, 'activeDeadlineSeconds'))
    w.line(0, 'Active Deadline Seconds:', `${template.activeDeadlineSeconds}s`);
  podTemplate(w, dictAt(template, 'template'));
  const last = at(job, 'status', 'lastScheduleTime');
  w.line(0, 'Last Schedule Time:', last ? longTime(last) : '<unset>');
  const active = listAt(job, 'status', 'active').map((one) => textAt(one, 'name'));
  w.line(0, 'Active Jobs:', active.join(', ') || '<none>');
  if (withEvents) describeEvents(w, await eventsOf(session, job));
}
