import type { Refusal } from '../../protocol/requests.ts';
import type { Standing } from '../../room/select.ts';
import type { Mark } from '../class.ts';

/** What the page says, in one language; times come as words. */
export interface Words {
  readonly standing: Record<Standing, string>;
  readonly mark: Record<Mark, string>;
  readonly connecting: string;
  readonly live: string;
  readonly away: string;
  readonly badLink: string;
  readonly badLinkHint: string;
  readonly noToken: string;
  readonly noTokenHint: string;
  readonly joinTitle: string;
  readonly joinHint: string;
  readonly assistant: string;
  readonly joinCode: string;
  readonly links: string;
  readonly projectorLink: string;
  readonly assistantLink: string;
  readonly linksHint: string;

  /** As it stands in all sentences that take a step. */
  readonly step: (number: number) => string;
  readonly pace: string;
  readonly ownPace: string;
  readonly heldAt: (step: string) => string;
  readonly openTo: (step: string) => string;
  readonly openAll: string;
  readonly holdAt: (step: string) => string;
  readonly pause: string;
  readonly resume: string;
  readonly pausedNow: string;
  readonly everyone: string;
  readonly everyoneTo: (step: string) => string;
  readonly everyoneHint: string;
  readonly calledTo: (step: string) => string;
  readonly messageAll: string;
  readonly end: string;
  readonly endTitle: string;
  readonly endHint: string;
  readonly endedTitle: string;
  readonly endedHint: string;

  readonly class: string;
  readonly learners: (count: number) => string;
  readonly show: string;
  readonly all: string;
  readonly search: string;
  readonly order: string;
  readonly orders: Record<'came' | 'name' | 'behind', string>;
  readonly nobody: string;
  readonly nobodyFound: string;
  readonly stepsDone: (done: number, total: number) => string;
  readonly atStep: (step: string) => string;
  readonly notBegun: string;
  readonly legend: string;
  readonly here: (count: number) => string;
  readonly haveDone: (count: number) => string;
  readonly usually: (time: string) => string;

  readonly hands: string;
  readonly noHands: string;
  readonly handUp: string;
  readonly handsUp: (count: number) => string;
  readonly helped: string;
  readonly sinceFor: (time: string) => string;
  readonly lastCommand: string;

  readonly stuck: string;
  readonly more: (count: number) => string;
  readonly nobodyStuck: string;
  readonly failing: (times: number) => string;
  readonly silent: (time: string) => string;

  readonly nudge: string;
  readonly nudged: string;
  readonly message: string;
  readonly messageTo: (name: string) => string;
  readonly messageHint: string;
  readonly send: string;
  readonly cancel: string;
  readonly close: string;
  readonly retry: string;
  readonly sent: string;
  readonly details: (name: string) => string;
  readonly checks: string;
  readonly check: (number: number) => string;
  readonly green: string;
  readonly pending: string;
  readonly noChecks: string;
  readonly exit: (code: number) => string;
  readonly hints: (count: number) => string;
  readonly attempts: (count: number) => string;
  readonly path: string;
  readonly messages: string;
  readonly latestMessage: string;

  readonly keys: string;
  readonly keyNext: string;
  readonly keyPause: string;
  readonly keyMessage: string;
  readonly keySearch: string;
  readonly keyRows: string;
  readonly keyDetails: string;
  readonly keyHelp: string;

  readonly failed: string;
  readonly refused: Partial<Record<Refusal | 'away', string>>;
}
