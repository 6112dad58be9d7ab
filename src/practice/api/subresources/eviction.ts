import { deleteObject } from '../../store/deletion.ts';
import type { Answer, Api, Call } from '../call.ts';
import { isDryRun } from '../verbs/create.ts';
import { existing } from '../verbs/read.ts';

/** What `kubectl drain` asks for: a deletion that disruption budgets may hold up. */
export async function evict(api: Api, call: Call): Promise<Answer> {
  const body = (await call.body()) as { deleteOptions?: { gracePeriodSeconds?: number | null } } | undefined;
  const pod = existing(api, call);
  const seconds = body?.deleteOptions?.gracePeriodSeconds;
  const options = typeof seconds === 'number' ? { gracePeriodSeconds: seconds } : {};
  if (!isDryRun(call)) deleteObject(api.store, pod, api.clock.now(), options);
  return {
    code: 201,
    body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
  };
}
