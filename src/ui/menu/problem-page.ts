import type { PilotageError } from '../../base/errors.ts';
import { keyName, type Offer } from '../footer.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Page } from '../page.ts';
import { wrap } from '../text.ts';
import { theme } from '../theme.ts';

/** Why a workshop could not be begun on a cluster, or gone on with, and what to do next. */
export function problemPage(
  problem: PilotageError | undefined,
  cluster: string,
  others: readonly Offer[],
  say: Messages,
  width: number,
): Page {
  const { message = '', next } = problem ?? {};
  // On a line of a terminal it stands behind the program's name.
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return {
    left: say.learning.problemTitle,
    right: cluster,
    lines: [
      '',
      ...sentence.split('\n').flatMap((line) => wrap(theme.wait(line), width)),
      ...(next === undefined ? [] : ['', ...next.split('\n').flatMap((line) => wrap(line, width))]),
      '',
      ...wrap(say.learning.problemNext(keyName('cluster', say)), width),
    ],
    offers: [
      { intent: 'close', text: say.live.keys.back },
      { intent: 'doctor', text: say.learning.keys.doctor },
      ...others,
    ],
  };
}
