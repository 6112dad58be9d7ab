import type { CronJob } from '../../objects.ts';
import type { Cause } from '../errors.ts';
import { parseSchedule } from '../schedule.ts';
import { invalidValue, required, unsupported } from './causes.ts';
import { validatePodSpec } from './pod.ts';

const policies = ['Allow', 'Forbid', 'Replace'];

export function* validateCronJob({ metadata, spec }: CronJob): Iterable<Cause> {
  // Its jobs' names are eleven characters longer than its own.
  if ((metadata.name ?? '').length > 52)
    yield invalidValue('metadata.name', metadata.name, 'must be no more than 52 characters');
  if (!spec?.schedule) yield required('spec.schedule');
  else {
    const wrong = fault(spec);
    if (wrong) yield invalidValue(wrong.field, wrong.value, wrong.message);
  }
  const { concurrencyPolicy } = spec ?? {};
  if (concurrencyPolicy && !policies.includes(concurrencyPolicy))
    yield unsupported('spec.concurrencyPolicy', concurrencyPolicy, policies);
  const template = spec?.jobTemplate?.spec?.template?.spec;
  const place = 'spec.jobTemplate.spec.template.spec';
  if (template?.restartPolicy === 'Always')
    yield { ...required(`${place}.restartPolicy`, 'valid values: "OnFailure", "Never"') };
  yield* validatePodSpec(template, place);
}

function fault({ schedule, timeZone }: CronJob['spec']) {
  if (timeZone !== undefined && !isTimeZone(timeZone))
    return { field: 'spec.timeZone', value: timeZone, message: `unknown time zone ${timeZone}` };
  try {
    parseSchedule(schedule, timeZone);
    return undefined;
  } catch (error) {
    return { field: 'spec.schedule', value: schedule, message: (error as Error).message };
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
