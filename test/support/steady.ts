/** A screen without what differs from run to run: how long something took, and where a spinner is. */
export function steady(text: string): string {
  return text
    .replaceAll(/(Done|Fait)( (in|en) [\d.,]+ s)?\./g, '$1.')
    .replaceAll(/完成，用时 [\d.]+ 秒。/g, '完成。')
    .replaceAll(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g, '*');
}
