/** What is not written as French is written: a space that lets a line end before its punctuation, or within quotation marks. */
export function frenchFaults(text: string): string[] {
  return Array.from(text.matchAll(/.{0,15} [:;?!»](?=\s|$)|« .{0,10}/gmu), ([found]) => found);
}
