import type { Subject } from '../../cluster/doctor/subject.ts';
import type { Settings } from './settings.ts';

/** The mirror in force, for the doctor. Said for this once on the command line, no run knows of it. */
export function mirrorIn({ values, origins }: Pick<Settings, 'values' | 'origins'>): Subject['mirror'] {
  if (values.mirror === 'none') return undefined;
  return { address: values.mirror, isKept: origins.mirror !== '--mirror' };
}
