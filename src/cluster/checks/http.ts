import { because } from '../../engine/reasons/compare.ts';
import type { Reason } from '../../engine/reasons/reasons.ts';
import type { HttpCheck } from '../../lesson/schema.ts';
import { openSession } from '../api/session.ts';
import { createInvestigator, type Investigation } from '../diagnosis/investigation.ts';
import { behindNodePortInvestigation, nodePortInvestigation } from '../diagnosis/node-port.ts';
import type { CheckContext, WatchCheck } from '../types.ts';
import { expand } from './expand.ts';
import { judgeAnswer, judgeSilence } from './http/judge.ts';
import { NoAnswerError, request } from './http/request.ts';
import { createRise } from './http/rise.ts';
import { startPoll } from './poll.ts';
import { settle } from './settle.ts';

/** Milliseconds of the clock between looks: closer together at first, when most becomes green. */
const eager = { pause: 100, looks: 10 };
const steady = 500;

/** What a URL answers. HTTP cannot be watched, so it is asked again and again. */
export const watchHttp: WatchCheck<HttpCheck> = (check, context, report, signal) => {
  const offer = settle(report, signal);
  const redirects = check.status === undefined || check.status < 300 || check.status >= 400;
  let rise = createRise(check.rises ?? '', context.clock);
  let reason: Reason | undefined;
  let investigation: Investigation | undefined;
  let asked: string | undefined;
  let looks = 0;

  const tell = () => {
    const cause = investigator.look(investigation);
    if (reason === undefined) offer({ verdict: 'green' });
    else offer({ verdict: 'red', reason: because(reason, cause) });
  };
  const investigator = createInvestigator(openSession(context.kubeconfig, signal), tell, signal);

  const look = async (mine: AbortSignal): Promise<number> => {
    const expansion = expand(check.http, context.variables());
    if ('unset' in expansion) return conclude({ id: 'variable-unset', params: { name: expansion.unset } });
    const url = expansion.text;
    if (!URL.canParse(url) || !/^https?:/.test(url)) return conclude({ id: 'url-invalid', params: { url } });
    if (url !== asked) rise = createRise(check.rises ?? '', context.clock);
    asked = url;
    try {
      const answer = await request(url, redirects, mine);
      const judged = judgeAnswer(check, url, answer, rise);
      return mine.aborted ? 0 : conclude(judged, worksBehind(url, answer.status, judged, context));
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      const port = nodePortOf(url, context);
      return mine.aborted
        ? 0
        : conclude(judgeSilence(url, error), port === undefined ? undefined : nodePortInvestigation(port));
    }
  };

  const conclude = (now: Reason | undefined, next?: Investigation): number => {
    reason = now;
    investigation = next;
    tell();
    looks++;
    return looks < eager.looks ? eager.pause : steady;
  };

  const poll = startPoll(context.clock, look, signal);
  const forget = context.onVariables(() => {
    const expansion = expand(check.http, context.variables());
    if ('text' in expansion && expansion.text === asked) return;
    looks = 0;
    poll.now();
  });
  signal.addEventListener('abort', forget, { once: true });
};

/** Whether to look behind the node's port, where what answers there cannot do its work. */
function worksBehind(
  url: string,
  status: number,
  reason: Reason | undefined,
  context: CheckContext,
): Investigation | undefined {
  const port = nodePortOf(url, context);
  const idle = reason?.id === 'not-rising' || (reason?.id === 'http-status' && status >= 500);
  return idle && port !== undefined ? behindNodePortInvestigation(port) : undefined;
}

/** The port, where the URL leads to the node and not to some server elsewhere. */
function nodePortOf(url: string, context: CheckContext): number | undefined {
  const { hostname, port } = new URL(url);
  const local = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname) || hostname === context.variables().NODE;
  return local && port !== '' ? Number(port) : undefined;
}
