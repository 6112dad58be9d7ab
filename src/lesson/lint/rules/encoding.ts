import { misreadIn } from '../../misread.ts';
import type { Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

export const wrongEncoding: Rule = {
  id: 'wrong-encoding',
  severity: 'error',
  what: 'A text was UTF-8, was read as something else, and was saved like that.',
  why: 'Learners see `d√©ployer` or `dÃ©ployer` instead of `déployer`.',
  wrong: 'd√©ployer une image',
  right: 'déployer une image',
  *find({ pages, source, files }: Subject) {
    const texts = [
      source,
      ...pages.map((page) => page.source),
      ...files.flatMap((file) => file.source ?? []),
    ];
    for (const text of texts) {
      for (const { found, index, name, meant } of misreadIn(text.text)) {
        yield {
          source: text,
          offset: index,
          message: `\`${found}\` is UTF-8 that was read as ${name}`,
          fix: meant === undefined ? 'take the text from where it was still right' : `write \`${meant}\``,
          ...(meant !== undefined && { edit: { length: found.length, text: meant } }),
        };
      }
    }
  },
};
