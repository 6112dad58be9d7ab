import type { Reason } from '../../../engine/reasons/reasons.ts';
import type { HttpCheck } from '../../../lesson/schema.ts';
import { evaluate } from '../match/expression.ts';
import { findMismatch } from '../match/match.ts';
import { reasonOfMismatch } from '../match/reason.ts';
import { type Answer, type NoAnswerError, requestTimeout } from './request.ts';
import type { Rise } from './rise.ts';

/** Why an answer is not what the check wants; undefined when it is. */
export function judgeAnswer(check: HttpCheck, url: string, answer: Answer, rise: Rise): Reason | undefined {
  const { status, body } = answer;
  const good = check.status === undefined ? status >= 200 && status < 300 : status === check.status;
  if (!good)
    return { id: 'http-status', params: { url, actual: status, expected: String(check.status ?? '2xx') } };
  if (check.body !== undefined && !new RegExp(check.body, 'm').test(body)) {
    return { id: 'http-body', params: { url, pattern: check.body } };
  }
  if (check.json === undefined && check.rises === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { id: 'http-not-json', params: { url } };
  }
  const mismatch = check.json === undefined ? undefined : findMismatch(json, check.json);
  if (mismatch !== undefined) return reasonOfMismatch(url, mismatch);
  if (check.rises === undefined) return undefined;
  const result = evaluate(json, check.rises);
  return 'error' in result
    ? { id: 'expression-invalid', params: { expression: check.rises, error: result.error } }
    : rise.sample(result.value);
}

export function judgeSilence(url: string, error: NoAnswerError): Reason {
  if (error.code === 'ETIMEDOUT')
    return { id: 'http-timeout', params: { url, seconds: requestTimeout / 1000 } };
  return { id: 'http-unreachable', params: { url, error: error.code === '' ? error.message : error.code } };
}
