import type { Language } from '../../base/languages.ts';
import type { Examination } from '../../cluster/doctor/examine.ts';
import { examinationText } from '../doctor/text.ts';
import { doctorWords } from '../doctor/words/words.ts';
import { wrap, wrapExactly } from '../text.ts';

/** What became of an examination: nothing yet, a look at the machine, or why there is none. */
export type Examined = Examination | Error | undefined;

/** It as lines for a page. */
export function doctorLines(
  examined: Examined,
  cluster: string,
  language: Language,
  width: number,
): string[] {
  const words = doctorWords(language);
  if (!examined) return ['', words.looking];
  if (examined instanceof Error) return ['', ...wrap(examined.message, width)];
  const text = examinationText(examined, cluster, words, width);
  // Commands stay whole there, to be copied; on a screen they must not be cut.
  return [
    '',
    ...text
      .trimEnd()
      .split('\n')
      .flatMap((line) => wrapExactly(line, width)),
  ];
}
