import { describe, expect, it } from 'vitest';
import { progressOf } from '../../src/ui/run/progress.ts';

describe('how far a command is', () => {
  it.each([
    ['Waiting for deployment "web" rollout to finish: 1 of 3 updated replicas are available...', '1/3'],
    ['Waiting for deployment "web" rollout to finish: 2 out of 10 new replicas have been updated...', '2/10'],
    ['Step 3/8 : RUN npm install', '3/8'],
    ['#7 [2/4] COPY . .', '2/4'],
    ['  45% [=====>     ]', '45 %'],
    ['\u001B[32m99.5%\u001B[0m', '99 %'],
  ])('is told by %s', (line, wanted) => {
    expect(progressOf(line)).toBe(wanted);
  });

  it.each([
    'deployment.apps/web created',
    '2026-11-21 10:00:00 started',
    '21/11/2026',
    '8/3 is more than all',
    '/usr/local/bin/1/2/x',
    '250% of what',
    '',
  ])('is not told by "%s"', (line) => {
    expect(progressOf(line)).toBeUndefined();
  });
});
