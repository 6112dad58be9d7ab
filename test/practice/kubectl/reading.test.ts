import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ControlPlane, startControlPlane } from '../support/control-plane.ts';
import { type Kubectl, kubectl } from '../support/kubectl.ts';
import { maskOutput, own, referenceClient, whyNoReference, words } from './compare.ts';
import { READING } from './lines.ts';
import { OBJECTS } from './objects.ts';

const reference = referenceClient();

describe.skipIf(!reference)(`what is read, beside the real kubectl${whyNoReference}`, () => {
  let plane: ControlPlane;
  let real: Kubectl;

  beforeAll(async () => {
    plane = await startControlPlane({ minor: '33' });
    real = kubectl(reference?.path ?? '', plane.url);
    const applied = await real('apply -f -', OBJECTS);
    expect(applied.stderr).toBe('');
    await real('wait --for=condition=available deploy/shop --timeout=20s');
    await plane.settled();
  });

  afterAll(async () => {
    real?.[Symbol.dispose]();
    await plane?.[Symbol.asyncDispose]();
  });

  it.concurrent.each(READING)('%s', async (line) => {
    const [expected, actual] = await Promise.all([real(words(line)), own(words(line), real.kubeconfig)]);
    expect(maskOutput(actual, 'nowhere')).toEqual(maskOutput(expected, 'nowhere'));
  });
});
