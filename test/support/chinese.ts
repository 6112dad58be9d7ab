const latin = '[A-Za-z0-9`$<>%]';
const han = String.raw`\p{Script=Han}`;
const wide = '，。：；！？、（）“”';

/** What is not written as Chinese is written beside Latin words: each rule, with the places that break it. */
const rules: readonly (readonly [rule: string, pattern: RegExp])[] = [
  ['a space between Chinese and Latin', new RegExp(`${han}${latin}.{0,5}|.{0,5}${latin}${han}`, 'gu')],
  ['Chinese punctuation', new RegExp(`.{0,5}${han} ?[,;:!?()].{0,3}|.{0,3}[,;:!?()]${han}.{0,5}`, 'gu')],
  ['no space beside Chinese punctuation', new RegExp(`.{0,5} [${wide}]|[，。：；！？、（）] .{0,5}`, 'gu')],
  ['no space between Chinese words', new RegExp(`${han} +${han}`, 'gu')],
];

/** Where a text breaks the rules of Chinese writing; empty where it does not. Markdown's asterisks do not count. */
export function chineseFaults(text: string): string[] {
  const plain = text.replaceAll('*', '');
  return rules.flatMap(([rule, pattern]) =>
    Array.from(plain.matchAll(pattern), ([found]) => `${rule}: ${found}`),
  );
}
