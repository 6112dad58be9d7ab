import type { LimitRange } from '../admission/limit-range.ts';

/** Of a container, the most is the default limit, and the default limit the default request. */
export function defaultLimitRange({ spec }: LimitRange): void {
  for (const item of spec.limits ?? []) {
    if (item.type !== 'Container') continue;
    const limits = { ...item.max, ...item.default };
    const requests = { ...item.min, ...limits, ...item.defaultRequest };
    if (Object.keys(limits).length > 0) item.default = limits;
    if (Object.keys(requests).length > 0) item.defaultRequest = requests;
  }
}
