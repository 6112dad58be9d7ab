import { loadingPages } from './loading-pages.ts';
import type { RulePage } from './rule.ts';
import { rules } from './rules/index.ts';

/** Rules whose findings are not a rule's own. */
const others: readonly RulePage[] = [
  {
    id: 'shell-syntax',
    what: 'A command is no bash: a quotation mark or a loop is never closed, a word stands where none may.',
    why: 'The step fails for every learner. Bash reads the commands and runs none of them.',
    wrong: 'run: for NAME in a b; do echo $NAME',
    right: 'run: for NAME in a b; do echo $NAME; done',
  },
  {
    id: 'unused-ignore',
    what: 'A comment tells lint to ignore a rule, and there is nothing to ignore.',
    why: 'What it was for is gone, and it would hide the next finding.',
    wrong: '# lint-ignore image-without-tag: the point of this step\nrun: docker pull busybox:1.35',
    right: 'run: docker pull busybox:1.35',
  },
];

/** What is said of every rule, by id: those of lint, and those that keep a lesson from being loaded. */
export const rulePages: ReadonlyMap<string, RulePage> = new Map(
  [...rules, ...others, ...loadingPages].map((page) => [page.id, page]),
);
